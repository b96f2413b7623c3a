"""Operators and what belongs to them.

An operator is a Wagtail snippet: draft, workflow, lock, preview, history. Its prose,
capabilities and credentials are its children and travel in the same revision, so a draft of a
profile never touches what is published. Memberships and verifications are facts, not prose:
they stand beside the revisions.
"""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cms.operators.fields import WebsiteField
from cms.operators.querysets import DisclosureQuerySet, MembershipQuerySet, OperatorQuerySet
from cms.taxonomies.atomic import AtomicSaveModel
from cms.taxonomies.choices import OperatorType, Scale, Visibility
from cms.taxonomies.fields import CodesField
from cms.taxonomies.prose import ProseMixin


def private_storage() -> Storage:
    """Where evidence files lie; no address leads to them without a view."""
    return storages["private"]


def evidence_path(credential: "Credential", filename: str) -> str:
    """A path that tells nothing; the name that the person gave is kept beside it."""
    return f"evidence/{uuid.uuid4().hex}"


class Operator(
    ProseMixin,
    AtomicSaveModel,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A company, laboratory, training centre or institution; Moroccan or foreign."""

    name = models.CharField(_("nom"), max_length=200)
    name_ar = models.CharField(_("nom en arabe"), max_length=200, blank=True)
    slug = models.SlugField(_("adresse"), max_length=220, unique=True, allow_unicode=True)
    type = models.CharField(_("type"), max_length=30, choices=OperatorType.choices)
    country = models.CharField(_("pays"), max_length=2, default="MA")
    region = models.CharField(_("région"), max_length=6, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    employees = models.PositiveIntegerField(_("effectif"), null=True, blank=True)
    founded = models.PositiveSmallIntegerField(_("année de création"), null=True, blank=True)
    website = WebsiteField(_("site web"), blank=True)
    email = models.EmailField(_("adresse e-mail de contact"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    languages = CodesField(_("langues de travail"), vocabulary="languages")
    markets = CodesField(_("marchés servis"), vocabulary="countries")
    exclude_countries = CodesField(_("pays exclus"), vocabulary="countries")
    seeks = CodesField(_("recherche"), vocabulary="modes")
    offers = CodesField(_("propose"), vocabulary="modes")
    visibility = models.CharField(
        _("visible par"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stewarded_operators",
        verbose_name=_("suivi par (fédération)"),
    )
    source = models.CharField(_("origine"), max_length=30, blank=True, editable=False)
    source_ref = models.CharField(
        _("référence d'origine"), max_length=80, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("opérateur")
        verbose_name_plural = _("opérateurs")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~models.Q(source_ref=""),
                name="operator_once_per_source",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("operators:operator-show", args=[self.slug])

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every spelling of the name."""
        return tuple(filter(None, (self.name, self.name_ar)))

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "operators/operator_preview.html"


class OperatorText(models.Model):
    """An operator's prose in one language."""

    operator = ParentalKey(Operator, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES)
    summary = models.CharField(_("en une phrase"), max_length=200, blank=True)
    body = models.TextField(_("présentation"), max_length=8000, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("texte")
        verbose_name_plural = _("textes")
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "language"], name="operator_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.summary or self.language


class Capability(models.Model):
    """What an operator can do: a process, at which scale, for which device categories."""

    operator = ParentalKey(Operator, on_delete=models.CASCADE, related_name="capabilities")
    process = models.CharField(_("procédé"), max_length=60)
    categories = CodesField(_("catégories de dispositifs"), vocabulary="categories")
    classes = CodesField(_("classes de dispositifs"), vocabulary="classes")
    scale = models.CharField(_("échelle"), max_length=10, choices=Scale.choices, blank=True)
    capacity_per_year = models.PositiveBigIntegerField(_("capacité par an"), null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    note = models.CharField(_("précision"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("capacité")
        verbose_name_plural = _("capacités")

    def __str__(self) -> str:
        return self.process


class Credential(models.Model):
    """A certificate, registration or licence, as the operator declares it."""

    operator = ParentalKey(Operator, on_delete=models.CASCADE, related_name="credentials")
    standard = models.CharField(_("référentiel"), max_length=60)
    number = models.CharField(_("numéro"), max_length=80, blank=True)
    scope = models.CharField(_("domaine couvert"), max_length=400, blank=True)
    categories = CodesField(_("catégories couvertes"), vocabulary="categories")
    issuer = models.CharField(_("organisme"), max_length=160, blank=True)
    valid_from = models.DateField(_("valable du"), null=True, blank=True)
    valid_to = models.DateField(_("au"), null=True, blank=True)
    evidence = models.FileField(
        _("justificatif"), storage=private_storage, upload_to=evidence_path, blank=True
    )
    evidence_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("certificat ou enregistrement")
        verbose_name_plural = _("certificats et enregistrements")

    def __str__(self) -> str:
        return f"{self.standard} {self.number}".strip()

    def is_valid_on(self, day: date) -> bool:
        """Whether the credential holds on `day`; an unknown end is taken as valid."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)


class CredentialVerification(AtomicSaveModel):
    """Who has checked a credential, and the facts that were checked.

    It stands beside the revisions, so that publishing a draft does not undo it; `digest` is of
    the facts verified, so that changing one of them does.
    """

    credential = models.OneToOneField(Credential, models.CASCADE, related_name="verification")
    digest = models.CharField(max_length=64)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    verified_at = models.DateTimeField(_("vérifié le"), default=timezone.now)

    class Meta:
        verbose_name = _("vérification")
        verbose_name_plural = _("vérifications")

    def __str__(self) -> str:
        return f"{self.credential_id} {self.verified_at:%Y-%m-%d}"


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
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

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
