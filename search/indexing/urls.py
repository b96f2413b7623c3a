"""Addresses under /admin/; Wagtail lets in only those who may use its admin."""

from django.urls import path

from search.indexing import views

urlpatterns = [
    path("indexing/", views.outbox_show, name="indexing_outbox"),
    path("indexing/retry/", views.outbox_retry, name="indexing_retry"),
]
