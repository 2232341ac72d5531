"""Addresses, Indonesian and stable: they are cited. English under /en/ with the same paths; twins exist once."""

urlpatterns: list = []
