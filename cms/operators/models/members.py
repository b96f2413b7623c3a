"""People of an operator, those invited, and whom a named-only profile is open to."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.operators.models.profile import Operator
from cms.operators.querysets import DisclosureQuerySet, InvitationQuerySet, MembershipQuerySet
from cms.taxonomies.atomic import AtomicSaveModel

INVITATION_LIFE = timedelta(days=14)


class Disclosure(models.Model):
    """That an operator has opened its named-only profile to another one's members.

    The introductions write it; the rule that reads it is `visible_to`.
    """

    operator = models.ForeignKey(Operator, models.CASCADE, related_name="disclosures")
    reader = models.ForeignKey(Operator, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("ouverture de profil")
        verbose_name_plural = _("ouvertures de profil")
        constraints = [
            models.UniqueConstraint(fields=["operator", "reader"], name="disclosed_once")
        ]

    def __str__(self) -> str:
        return f"{self.operator_id} > {self.reader_id}"


class Membership(AtomicSaveModel):
    """A person's part in an operator."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Responsable")
        EDITOR = "editor", _("Rédacteur")
        VIEWER = "viewer", _("Lecteur")

    operator = models.ForeignKey(Operator, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(_("rôle"), max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(_("membre depuis"), default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "pk"]
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        constraints = [
            models.UniqueConstraint(fields=["operator", "user"], name="member_once_per_operator")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"


class Invitation(models.Model):
    """An open invitation by mail to join an operator."""

    operator = models.ForeignKey(Operator, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("adresse e-mail"))
    role = models.CharField(_("rôle"), max_length=10, choices=Membership.Role.choices)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "email"],
                condition=models.Q(accepted_at=None),
                name="invitation_open_once_per_address",
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def expires_at(self) -> datetime:
        """When the link in the mail ceases to work."""
        return self.sent_at + INVITATION_LIFE

    @property
    def is_expired(self) -> bool:
        """Whether the link has ceased to work; sending it again gives it another life."""
        return timezone.now() > self.expires_at
