"""The WSGI entry of a serving process: its database connection can only read."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")
os.environ.setdefault("BELANJA_SERVING", "1")

application = get_wsgi_application()
