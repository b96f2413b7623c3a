"""Profiles as scoring reads them, and what people did with suggestions."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.suggestions.querysets import FeedbackQuerySet, MatchProfileQuerySet


class MatchProfile(models.Model):
    """A published operator or opportunity as a value for scoring, with the vector of its text.

    Filled from the models after they change: `wanted` counts the changes, `done` is the count
    that `content` shows, so that a change during a refresh is not lost. `generation` is the
    pool's number at the last refresh: a process that holds an older pool reads only what is
    newer. `content` is null for what is not published (any more).
    """

    class Kind(models.TextChoices):
        OPERATOR = "operator", _("Opérateur")
        OPPORTUNITY = "opportunity", _("Opportunité")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.PositiveBigIntegerField()
    wanted = models.PositiveBigIntegerField(default=1)
    done = models.PositiveBigIntegerField(default=0)
    generation = models.PositiveBigIntegerField(default=0, db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    vector = models.BinaryField(null=True)
    content = models.JSONField(null=True)

    objects = MatchProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profil de rapprochement")
        verbose_name_plural = _("profils de rapprochement")
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="match_profile_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class PoolState(models.Model):
    """The number of the pool, one row; `epoch` tells one database from another."""

    epoch = models.UUIDField(default=uuid.uuid4, editable=False)
    generation = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("état des profils de rapprochement")
        verbose_name_plural = _("états des profils de rapprochement")

    def __str__(self) -> str:
        return str(self.generation)


class SuggestionFeedback(models.Model):
    """What the people of an operator did with one suggestion; each step once, with its time.

    `about` is the opportunity's key, 0 without one, so that a pair has one row about each.
    """

    class Reason(models.TextChoices):
        KNOWN = "known", _("Nous nous connaissons déjà")
        ACTIVITY = "activity", _("Ce n'est pas notre activité")
        SCALE = "scale", _("Taille ou volumes inadaptés")
        PLACE = "place", _("Trop loin ou hors de nos marchés")
        CREDENTIAL = "credential", _("Certificats insuffisants")
        OTHER = "other", _("Autre raison")

    operator = models.ForeignKey(
        Operator, models.CASCADE, related_name="suggestions", verbose_name=_("opérateur")
    )
    candidate = models.ForeignKey(
        Operator, models.CASCADE, related_name="+", verbose_name=_("partenaire suggéré")
    )
    opportunity = models.ForeignKey(
        Opportunity, models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    about = models.PositiveBigIntegerField(default=0, editable=False)
    shown_at = models.DateTimeField(_("montrée le"), default=timezone.now)
    opened_at = models.DateTimeField(_("ouverte le"), null=True, blank=True)
    introduced_at = models.DateTimeField(_("mise en relation le"), null=True, blank=True)
    dismissed_at = models.DateTimeField(_("écartée le"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("raison"), max_length=20, choices=Reason.choices, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-shown_at", "-pk"]
        verbose_name = _("suite donnée à une suggestion")
        verbose_name_plural = _("suites données aux suggestions")
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "candidate", "about"], name="suggestion_feedback_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.operator_id} > {self.candidate_id}"
