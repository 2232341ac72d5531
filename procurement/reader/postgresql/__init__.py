"""An engine for Django (its DatabaseWrapper is in base.py, where Django looks for it)."""
