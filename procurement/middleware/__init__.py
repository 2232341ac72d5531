"""The edge of the site, outermost first: see MIDDLEWARE in settings.py for the order and its reasons."""
