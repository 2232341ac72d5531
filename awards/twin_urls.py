"""The pages of stated figures for machines: included by procurement.urls outside the languages."""

from awards import twins as views
from procurement.twin_routes import twins

urlpatterns = [
    *twins("awards", "penghargaan", views.awards),
    *twins("award-event", "penghargaan/<slug:slug>", views.event),
    *twins("claim", "klaim/<slug:claim_id>", views.claim),
]
