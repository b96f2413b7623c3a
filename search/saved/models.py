"""Saved searches, what they have found, and what has been announced to whom."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.requests import SearchRequest
from search.saved.querysets import MatchQuerySet, SavedSearchQuerySet


class SavedSearch(models.Model):
    """A search that goes on: what newly meets it is announced to its owner.

    What met it when it was saved is known to its owner. It is kept as matches where it is not
    too much (`is_exact`); a search that met more is told only of what is first published later.
    """

    class Rhythm(models.TextChoices):
        INSTANT = "instant", _("Aussitôt")
        DAILY = "daily", _("Une fois par jour")
        WEEKLY = "weekly", _("Une fois par semaine")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    name = models.CharField(_("nom"), max_length=120)
    request = models.JSONField(_("recherche"), default=dict)
    rhythm = models.CharField(
        _("rythme"), max_length=10, choices=Rhythm.choices, default=Rhythm.DAILY
    )
    is_exact = models.BooleanField(default=True, editable=False)
    created_at = models.DateTimeField(_("enregistrée le"), default=timezone.now, editable=False)
    announced_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("recherche enregistrée")
        verbose_name_plural = _("recherches enregistrées")
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_search_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> SearchRequest:
        """The request as a value."""
        return SearchRequest.from_json(self.request)

    @classmethod
    def pauses(cls) -> dict[str, timedelta]:
        """The least time between two announcements of each rhythm."""
        return {
            cls.Rhythm.INSTANT: timedelta(0),
            cls.Rhythm.DAILY: timedelta(days=1),
            cls.Rhythm.WEEKLY: timedelta(days=7),
        }


class Match(models.Model):
    """That a document meets a saved search; unannounced until `announced_at`."""

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="matches")
    document_id = models.CharField(max_length=40)
    found_at = models.DateTimeField(default=timezone.now)
    announced_at = models.DateTimeField(null=True)

    objects = MatchQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["search", "document_id"], name="matched_once")
        ]
        indexes = [
            models.Index(
                fields=["search"], condition=models.Q(announced_at=None), name="match_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.search_id} {self.document_id}"


class Announcement(models.Model):
    """That a person has been told of a document: once, however many searches it meets."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document_id = models.CharField(max_length=40)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "document_id"], name="announced_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.document_id}"


class ChangedDocument(models.Model):
    """A document that the index has taken up and the saved searches have not looked at yet."""

    document_id = models.CharField(max_length=40)
    changed_at = models.DateTimeField(default=timezone.now)

    objects: Any = models.Manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.document_id
