"""Credentials, and who has checked them."""

import hashlib
import json
import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.operators.evidence import validate_evidence
from cms.operators.fields import EvidenceField
from cms.operators.models.profile import Operator
from cms.taxonomies.atomic import AtomicSaveModel
from cms.taxonomies.children import RevisedChild
from cms.taxonomies.fields import CodesField


def private_storage() -> Storage:
    """Where evidence files lie; no address leads to them without a view."""
    return storages["private"]


def evidence_path(credential: "Credential", filename: str) -> str:
    """A path that tells nothing; the name that the person gave is kept beside it."""
    credential.evidence_name = shortened(filename)
    return f"evidence/{uuid.uuid4().hex}"


def shortened(filename: str) -> str:
    """The name within 200 characters, with its extension."""
    stem, dot, extension = filename.rpartition(".")
    return filename if len(filename) <= 200 else f"{stem[:180]}{dot}{extension[:19]}"


class Credential(RevisedChild):
    """A certificate, registration or licence, as the operator declares it."""

    operator = ParentalKey(Operator, on_delete=models.CASCADE, related_name="credentials")
    standard = models.CharField(_("référentiel"), max_length=60)
    number = models.CharField(_("numéro"), max_length=80, blank=True)
    scope = models.CharField(_("domaine couvert"), max_length=400, blank=True)
    categories = CodesField(_("catégories couvertes"), vocabulary="categories")
    issuer = models.CharField(_("organisme"), max_length=160, blank=True)
    valid_from = models.DateField(_("valable du"), null=True, blank=True)
    valid_to = models.DateField(_("au"), null=True, blank=True)
    evidence = EvidenceField(
        _("justificatif"),
        storage=private_storage,
        upload_to=evidence_path,
        blank=True,
        validators=[validate_evidence],
    )
    evidence_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta(RevisedChild.Meta):
        verbose_name = _("certificat ou enregistrement")
        verbose_name_plural = _("certificats et enregistrements")

    def __str__(self) -> str:
        return f"{self.standard} {self.number}".strip()

    def facts(self) -> dict[str, Any]:
        """What a verifier checks; the evidence by its stored key, new at each upload."""
        return {
            "standard": self.standard,
            "number": self.number,
            "scope": self.scope,
            "categories": sorted(self.categories),
            "issuer": self.issuer,
            "valid_from": self.valid_from and self.valid_from.isoformat(),
            "valid_to": self.valid_to and self.valid_to.isoformat(),
            "evidence": self.evidence.name or "",
        }

    @property
    def evidence_key(self) -> str:
        """What tells this file from all others in an address; empty without a file."""
        return (self.evidence.name or "").rpartition("/")[2]

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of the facts: what a verification vouches for."""
        text = json.dumps(self.facts(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def is_verified(self) -> bool:
        """Whether somebody has checked just these facts."""
        verification = getattr(self, "verification", None)
        return verification is not None and verification.digest == self.digest

    def is_valid_on(self, day: date) -> bool:
        """Whether the credential holds on `day`; an unknown end is taken as valid."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)


class CredentialVerification(AtomicSaveModel):
    """Who has checked a credential, and the facts that were checked.

    It stands beside the revisions, so that publishing a draft does not undo it; `digest` is of
    the facts verified, so that changing one of them does. Without a constraint in the database,
    since the credential of a profile in review is in its draft only, and keeps its key.
    """

    credential = models.OneToOneField(
        Credential, models.CASCADE, related_name="verification", db_constraint=False
    )
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
