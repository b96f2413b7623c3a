"""The outbox: what has changed in the database and must change in the index."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.indexing.querysets import OutboxQuerySet


class OutboxEntry(models.Model):
    """That a document has changed, written in the transaction that changed it.

    Applied entries are kept for a while, because a rebuild that began before them applies them
    again to the index that it makes.
    """

    document_id = models.CharField(_("document"), max_length=40)
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    applied_at = models.DateTimeField(_("appliqué le"), null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    retry_at = models.DateTimeField(_("nouvel essai le"), null=True)
    error = models.TextField(_("erreur"), blank=True)
    is_dead = models.BooleanField(_("abandonné"), default=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("modification à indexer")
        verbose_name_plural = _("modifications à indexer")

    def __str__(self) -> str:
        return self.document_id


class Lease(models.Model):
    """Who may apply the outbox, or rebuild. One row each: two at once could undo one another."""

    SECONDS = 30

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.UUIDField(null=True)
    expires_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("verrou d'indexation")
        verbose_name_plural = _("verrous d'indexation")

    def __str__(self) -> str:
        return f"{self.name} {self.expires_at:%H:%M:%S}"

    @classmethod
    def term(cls) -> timedelta:
        """How long a holder that died keeps the others waiting."""
        return timedelta(seconds=cls.SECONDS)
