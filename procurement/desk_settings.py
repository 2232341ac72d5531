"""What the desk adds to settings.py. Nothing of it reaches a process that serves the public site."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from procurement import environment

APPS = [
    "procurement.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "procurement.desk.apps.DeskConfig",
]
LABELS = {"admin", "auth", "contenttypes", "sessions", "messages", "desk"}
"""Labels of the apps whose tables are the desk's."""
DATABASE = "desk"
"""Alias of the desk's own database, where there is one."""

SAID_OF_A_SERVED_ADMIN = ["admin.E402", "admin.E404", "admin.E408", "admin.E409", "admin.E410"]
"""Checks that ask for the admin's middleware and template settings: only a served desk has those."""

MIDDLEWARE = [
    "procurement.middleware.headers.SecurityHeaders",
    "procurement.desk.middleware.NeverKept",
    "procurement.desk.middleware.FormMethods",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # No compression: a length must not tell a secret of a page (BREACH).
    "django.contrib.sessions.middleware.SessionMiddleware",
    "procurement.desk.middleware.ChosenLanguage",
    "procurement.desk.middleware.WholeText",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "procurement.desk.middleware.SessionsEnd",
    # Whatever is not marked otherwise asks for a login, a forgotten decorator included.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

CONTENT_SECURITY_POLICY = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # the admin's stylesheet draws some signs so
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


def everywhere() -> dict[str, Any]:
    """What every process has that knows the desk's tables: commands and tests beside the one that serves it."""
    return {
        "LOGIN_URL": "admin:login",
        "LOGIN_REDIRECT_URL": "admin:index",
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 15},
            },
            {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
        ],
        "TASKS": {"default": {"BACKEND": "procurement.desk.queue.DeskQueue", "QUEUES": ["default"]}},
    }


def databases(env: dict[str, str], data_dir: Path, published: str) -> dict[str, Any]:
    """The desk's own database: as the environment says, else a file beside a published file, else none of its own."""
    url = env.get("DESK_DATABASE_URL") or (
        f"sqlite:///{data_dir / 'desk.sqlite3'}" if published.startswith("sqlite:") else ""
    )
    if not url or url == published:
        return {}
    return {DATABASE: environment.database(url, read_only=False, writers=2)}


def served(env: dict[str, str], base_dir: Path) -> dict[str, Any]:
    """What a process that serves the desk has instead of, or beside, the settings of the public site."""
    address = env.get("DESK_URL", "http://127.0.0.1:8001").rstrip("/")
    if not address.startswith(("http://", "https://")):
        raise ImproperlyConfigured(f"DESK_URL is {address!r}; write the desk's address in a browser, with https://.")
    secure = address.startswith("https://")
    prefix = "__Host-" if secure else ""
    return {
        "ROOT_URLCONF": "procurement.desk.urls",
        "MIDDLEWARE": MIDDLEWARE,
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [base_dir / "templates"],
                "APP_DIRS": True,  # the admin's own
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        "SECURE_CSP": CONTENT_SECURITY_POLICY,
        "SECURE_REFERRER_POLICY": "same-origin",
        # Sessions end an hour after the last page, with the browser, and in any case after twelve hours (SessionsEnd).
        "SESSION_COOKIE_AGE": 3600,  # seconds
        "SESSION_SAVE_EVERY_REQUEST": True,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_NAME": f"{prefix}meja",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_NAME": f"{prefix}meja-csrf",
        "CSRF_TRUSTED_ORIGINS": [address],
        "CSRF_FAILURE_VIEW": "procurement.desk.views.errors.csrf_failed",
        "FORMAT_MODULE_PATH": "procurement.desk.formats",
        "LANGUAGE_COOKIE_NAME": "meja-bahasa",
        "LANGUAGE_COOKIE_SECURE": secure,
        "LANGUAGE_COOKIE_SAMESITE": "Strict",
        # A body with files is read only by the views that ask for files, after login and permission.
        "FILE_UPLOAD_HANDLERS": ["procurement.desk.receiving.NoFiles"],
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2**20,  # bytes, of what is no file
    }
