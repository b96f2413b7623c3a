"""That somebody of the federation or the agency has checked a credential against its evidence."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.operators.models import Credential, CredentialVerification, Operator
from cms.publishing.locking import lock_row

if TYPE_CHECKING:
    from accounts.models import User

VERIFY = "operators.add_credentialverification"


@transaction.atomic
def verify_credential(credential: Credential, *, by: "User", seen: str = "") -> bool:
    """Vouch for a credential's facts; return False where just these are verified already.

    `seen` is the digest of the facts that the verifier read. Raises PermissionDenied, and
    ValidationError where the facts have changed since.
    """
    if not by.has_perm(VERIFY):
        raise PermissionDenied
    operator = lock_row(Operator(pk=credential.operator_id))
    if seen and seen != credential.digest:
        raise ValidationError(_("Ce certificat a changé entre-temps : relisez-le."), code="changed")
    known = CredentialVerification.objects.filter(credential_id=credential.pk).first()
    if known and known.digest == credential.digest:
        return False
    verification = known or CredentialVerification(credential_id=credential.pk)
    verification.digest, verification.verified_by = credential.digest, by
    verification.verified_at = timezone.now()
    verification.save()
    note(operator, "wasl.credential.verified", credential, by)
    return True


@transaction.atomic
def withdraw_verification(credential: Credential, *, by: "User") -> bool:
    """Take back that a credential was verified; return whether it was. Raises PermissionDenied."""
    if not by.has_perm(VERIFY):
        raise PermissionDenied
    operator = lock_row(Operator(pk=credential.operator_id))
    verification = CredentialVerification.objects.filter(credential_id=credential.pk).first()
    if verification is None:
        return False
    verification.delete()
    note(operator, "wasl.credential.unverified", credential, by)
    return True


def note(operator: Operator, action: str, credential: Credential, by: "User") -> None:
    """Write the act into the operator's history."""
    data = {"credential": {"id": str(credential.pk), "title": str(credential)}}
    log(operator, action, user=by, data=data)
