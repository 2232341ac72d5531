"""The read-only JSON API: endpoints declared once, from which both the answers and the OpenAPI document are made."""
