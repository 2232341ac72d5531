"""/penghargaan/ and /klaim/: included by procurement.urls under both languages."""

from django.urls import path

from awards import views

urlpatterns = [
    path("penghargaan/", views.awards, name="awards"),
    path("penghargaan/<slug:slug>/", views.event, name="award-event"),
    path("klaim/<slug:claim_id>/", views.claim, name="claim"),
]
