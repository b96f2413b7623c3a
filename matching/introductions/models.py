"""Introductions and blocks between operators."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.introductions.querysets import BlockQuerySet, IntroductionQuerySet

MESSAGE_MAX = 1500
WORDS_MAX = 500
LAPSES_AFTER = timedelta(days=21)


def lapse_time() -> datetime:
    """When an introduction asked for now lapses."""
    return timezone.now() + LAPSES_AFTER


class Introduction(models.Model):
    """A request of one operator (`asker`) to be introduced to another (`receiver`).

    A pair has at most one that is open or accepted about an opportunity (or about none), in
    whichever direction: the database refuses the second, so that two who ask each other at the
    same moment have one introduction. `about` keeps the opportunity's key for that rule (0 for
    none) after the opportunity itself is deleted.
    """

    class State(models.TextChoices):
        OPEN = "open", _("En attente")
        ACCEPTED = "accepted", _("Acceptée")
        DECLINED = "declined", _("Déclinée")
        WITHDRAWN = "withdrawn", _("Retirée")
        LAPSED = "lapsed", pgettext_lazy("demande", "Expirée")

    class Reason(models.TextChoices):
        NOT_NOW = "not_now", _("Pas le bon moment")
        NO_CAPACITY = "no_capacity", _("Pas de capacité disponible")
        NO_FIT = "no_fit", _("Hors de notre activité")
        HAS_PARTNER = "has_partner", _("Déjà un partenaire pour ce besoin")
        TOO_VAGUE = "too_vague", _("Demande trop peu précise")
        OTHER = "other", _("Autre raison")

    asker = models.ForeignKey(
        Operator, models.CASCADE, related_name="introductions_asked", verbose_name=_("demandeur")
    )
    receiver = models.ForeignKey(
        Operator,
        models.CASCADE,
        related_name="introductions_received",
        verbose_name=_("destinataire"),
    )
    opportunity = models.ForeignKey(
        Opportunity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="introductions",
        verbose_name=_("opportunité"),
    )
    about = models.PositiveBigIntegerField(default=0, editable=False)
    message = models.TextField(_("message"), max_length=MESSAGE_MAX)
    state = models.CharField(
        _("état"), max_length=10, choices=State.choices, default=State.OPEN, editable=False
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(_("demandée le"), default=timezone.now, editable=False)
    lapses_at = models.DateTimeField(_("expire le"), default=lapse_time, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True, editable=False)
    reason = models.CharField(_("raison"), max_length=20, choices=Reason.choices, blank=True)
    words = models.TextField(_("précision"), max_length=WORDS_MAX, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("mise en relation")
        verbose_name_plural = _("mises en relation")
        constraints = [
            models.UniqueConstraint(
                Least(F("asker"), F("receiver")),
                Greatest(F("asker"), F("receiver")),
                F("about"),
                condition=Q(state__in=("open", "accepted")),
                name="introduction_once_per_pair",
            ),
            models.CheckConstraint(
                condition=~Q(asker=F("receiver")), name="introduction_between_two"
            ),
        ]
        indexes = [
            models.Index(
                fields=["lapses_at"], condition=Q(state="open"), name="introduction_lapsing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asker} > {self.receiver}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.about = self.opportunity_id or 0
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("introductions:introduction-show", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state == self.State.OPEN


class Block(models.Model):
    """That an operator wants to hear no more of another one. Nobody is told of it."""

    operator = models.ForeignKey(Operator, models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Operator, models.CASCADE, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("blocage")
        verbose_name_plural = _("blocages")
        constraints = [
            models.UniqueConstraint(fields=["operator", "blocked"], name="blocked_once"),
            models.CheckConstraint(condition=~Q(operator=F("blocked")), name="block_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.operator_id} x {self.blocked_id}"
