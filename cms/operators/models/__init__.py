"""The tables of operators: the profile, its credentials, its people."""

from cms.operators.models.credentials import (
    Credential,
    CredentialVerification,
    evidence_path,
    private_storage,
)
from cms.operators.models.members import Disclosure, Invitation, Membership
from cms.operators.models.profile import Capability, Operator, OperatorText, keep_facts

__all__ = [
    "Capability",
    "Credential",
    "CredentialVerification",
    "Disclosure",
    "Invitation",
    "Membership",
    "Operator",
    "OperatorText",
    "evidence_path",
    "keep_facts",
    "private_storage",
]
