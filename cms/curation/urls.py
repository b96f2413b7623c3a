"""Addresses under /admin/; Wagtail lets in only those who may use its admin."""

from django.urls import path

from cms.curation import credential_views, views

urlpatterns = [
    path("curation/", views.queue_show, name="curation_queue"),
    path("curation/<int:pk>/", views.review_show, name="curation_review"),
    path("curation/<int:pk>/approve/", views.review_approve, name="curation_approve"),
    path("curation/<int:pk>/reject/", views.review_reject, name="curation_reject"),
    path("credentials/", credential_views.credentials_show, name="curation_credentials"),
    path(
        "credentials/<int:operator>/<uuid:key>/",
        credential_views.credential_show,
        name="curation_credential",
    ),
    path(
        "credentials/<int:operator>/<uuid:key>/verify/",
        credential_views.credential_verify,
        name="curation_verify",
    ),
]
