"""Settings in one file: works with no environment at all, and fails loudly in production (README lists them)."""

import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from procurement import desk_settings, environment, version

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = dict(os.environ)

PRODUCTION = ENV.get("DJANGO_ENV") == "production"
if PRODUCTION:
    environment.required_in_production(ENV, "SECRET_KEY", "DATABASE_URL", "SITE_URL", "SITE_CONTACT", "ALLOWED_HOSTS")
elif ENV.get("DJANGO_ENV", "development") != "development":
    raise ImproperlyConfigured(f"DJANGO_ENV is {ENV['DJANGO_ENV']!r}; write production or development.")
CODE_VERSION = version.code_version(BASE_DIR)
DEBUG = False  # an error page with a stack trace helps nobody who reads this site; the log has it

# --- who serves what -----------------------------------------------------------------------------------------------
SITE_ROLE = ENV.get("SITE_ROLE", "public")
if SITE_ROLE not in ("public", "desk"):
    raise ImproperlyConfigured(f"SITE_ROLE is {SITE_ROLE!r}; write public or desk.")
SERVING = environment.serving(sys.argv, ENV)
HAS_DESK = SITE_ROLE == "desk" or not SERVING
"""Whether the desk's tables are known here: to the process that serves it, to management commands and to tests."""
SITE_NAME = "Belanja Terbuka"
SITE_PROVINCE = ENV.get("SITE_PROVINCE", "35")
SITE_URL = ENV.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_CONTACT = ENV.get("SITE_CONTACT", "redaksi@belanja-terbuka.example")
OCID_PREFIX = environment.ocid_prefix(ENV)
OCID_PREFIX_REGISTERED = OCID_PREFIX != environment.UNREGISTERED
# The public site signs the API's cursors with it, and a cursor of one worker is read by another: never one a process.
SECRET_KEY = ENV.get("SECRET_KEY") or "development only: known to everybody, and so are the rows behind a cursor"
ALLOWED_HOSTS = environment.names(ENV, "ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]

# --- data ----------------------------------------------------------------------------------------------------------
DATABASE_URL = ENV.get("DATABASE_URL")
_sqlite_file = Path(DATABASE_URL.removeprefix("sqlite:///")) if (DATABASE_URL or "").startswith("sqlite:///") else None
# Two databases never share files: beside an SQLite file of another name, its own data folder.
DATA_DIR = Path(
    ENV.get("DATA_DIR") or (_sqlite_file.with_name(f"{_sqlite_file.name}-data") if _sqlite_file else BASE_DIR / "data")
).resolve()
DATABASE_URL = DATABASE_URL or f"sqlite:///{DATA_DIR / 'belanja-terbuka.sqlite3'}"
_url = DATABASE_URL if HAS_DESK else ENV.get("READER_DATABASE_URL") or DATABASE_URL
DATABASES = {"default": environment.database(_url, read_only=not HAS_DESK)}
if HAS_DESK:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
BUILD_DOWNLOADS = ENV.get("BUILD_DOWNLOADS", "1") == "1"
"""Whether a command that publishes makes the files on /data/ too; else `build_downloads` is somebody else's to run."""

# --- applications of the public site: no admin, auth, sessions or messages --------------------------------------------
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_filters",
    "regions",
    "procurement",
    "awards",
]
MIDDLEWARE = [
    # Headers first: whatever answers further in, refusals and static files included, carries them.
    "procurement.middleware.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "procurement.middleware.open_data.OpenData",
    # Refusals need a language; a refused method or body reaches neither a file nor the database.
    "procurement.middleware.language.PathLanguage",
    "procurement.middleware.bodies.NoBodies",
    "procurement.middleware.methods.ReadOnlyMethods",
    "procurement.middleware.compression.Compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "procurement.middleware.api_limit.ApiLimit",
    "procurement.middleware.addresses.CleanAddress",
    "django.middleware.common.CommonMiddleware",
    # From here on there is a database: one snapshot per answer, then what follows from its edition.
    "procurement.middleware.snapshot.Snapshot",
    "procurement.middleware.editions.EditionTag",
    "procurement.middleware.links.Links",
]
ROOT_URLCONF = "procurement.urls"
WSGI_APPLICATION = "procurement.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# What is worked out of the rows once an edition (queries/kept.py); Django's own 300 would drop what is asked often.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

# --- what one client may ask for --------------------------------------------------------------------------------------
API_REQUESTS_PER_MINUTE = environment.whole_number(ENV, "API_REQUESTS_PER_MINUTE", 600)  # 0: no limit
CLIENT_ADDRESS_HEADER = environment.header_name(ENV, "CLIENT_ADDRESS_HEADER")  # the proxy's; empty: there is none
FULL_EXPORTS_AT_ONCE = environment.whole_number(ENV, "FULL_EXPORTS_AT_ONCE", 2)

# --- language, time: everything is WIB, as the exports print it ------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = False

# --- static files ----------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = None  # nothing is collected: whitenoise serves the source folders, listed once at start
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # the data are for every site; our stylesheet and icons are not
WHITENOISE_MAX_AGE = 31_536_000  # seconds; safe, since pages name every file with the code's version
STORAGES = {"staticfiles": {"BACKEND": "procurement.static_files.VersionedStaticFiles"}}

# --- security headers ------------------------------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF],  # no page of ours connects; checkers read robots.txt from within a page
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# As Django has them: X-Frame-Options DENY, nosniff, Cross-Origin-Opener-Policy same-origin.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
# TLS ends at the proxy, and without its word HSTS is never sent. Anybody can write the header, so it has to be named.
SECURE_PROXY_SSL_HEADER = environment.says_https(ENV, "CLIENT_SCHEME_HEADER")

# --- the desk (desk_settings.py): its tables wherever something may be written, its pages only where it is served ----
if HAS_DESK:
    INSTALLED_APPS = [*desk_settings.APPS, *INSTALLED_APPS]
    DATABASES |= desk_settings.databases(ENV, DATA_DIR, DATABASE_URL)
    DATABASE_ROUTERS = ["procurement.routing.DeskRouter"]
    globals().update(desk_settings.everywhere())
    DESK_UPLOAD_BYTES = environment.whole_number(ENV, "DESK_UPLOAD_MB", 500) * 10**6
    DESK_CHILD_MEMORY_MB = environment.whole_number(ENV, "DESK_CHILD_MEMORY_MB", 4096)
    DESK_CHILD_SECONDS = environment.whole_number(ENV, "DESK_CHILD_SECONDS", 3600)
    DESK_KEEP_DAYS = environment.whole_number(ENV, "DESK_KEEP_DAYS", 3)
if SITE_ROLE == "desk":
    SECRET_KEY = ENV.get("SECRET_KEY") or environment.kept_secret(DATA_DIR / "desk.secret")
    globals().update(desk_settings.served(ENV, BASE_DIR))
else:
    SILENCED_SYSTEM_CHECKS = desk_settings.SAID_OF_A_SERVED_ADMIN

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # What a client did wrong is answered, not logged: thousands of such requests must not fill a disk.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
    },
}
