"""The demo's operators with their people, prose, capabilities and credentials."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from accounts.models import User
from cms.curation.verification import verify_credential
from cms.operators.models import (
    Capability,
    Credential,
    Membership,
    Operator,
    OperatorText,
)
from cms.operators.names import free_slug
from cms.operators.services.profiles import create_operator
from demo.evidence import evidence_of
from demo.files import SOURCE, Entry, read
from demo.people import curator, members_of, verifier
from demo.publication import bring_to_state

PLAIN = ("name", "type", "country", "city", "employees", "founded", "website", "email", "phone")
LISTS = ("languages", "markets", "exclude_countries", "seeks", "offers")


def load_operators() -> int:
    """Create the operators that are missing; return how many. Those there are left as they are."""
    known = set(Operator.objects.filter(source=SOURCE).values_list("source_ref", flat=True))
    missing = [entry for entry in read("operators") if entry["ref"] not in known]
    if missing:
        reviewer, checker = curator(), verifier()
        for entry in missing:
            load_operator(entry, reviewer=reviewer, checker=checker)
    return len(missing)


def load_operator(entry: Entry, *, reviewer: User, checker: User) -> Operator:
    """One operator with its people; who has none is followed by the federation."""
    operator, members = operator_of(entry), members_of(entry["ref"])
    author = members[0][0] if members else reviewer
    if members:
        create_operator(operator, owner=author, client_id=uuid5(NAMESPACE_URL, operator.website))
    else:
        operator.slug, operator.steward = free_slug(operator.name), reviewer
    bring_to_state(operator, entry, author=author, reviewer=reviewer)
    for person, role in members[1:]:
        Membership.objects.create(operator=operator, user=person, role=role)
    verify_credentials(operator, entry, checker=checker)
    return operator


def operator_of(entry: Entry) -> Operator:
    """The unsaved operator with its children."""
    operator = Operator(
        source=SOURCE,
        source_ref=entry["ref"],
        name_ar=entry["name_ar"] or "",
        region=entry["region"] or "",
        **{name: entry[name] for name in (*PLAIN, *LISTS)},
    )
    operator.texts = [OperatorText(language=code, **text) for code, text in entry["texts"].items()]
    operator.capabilities = [capability_of(part) for part in entry["capabilities"]]
    operator.credentials = [credential_of(part, entry) for part in entry["credentials"]]
    return operator


def capability_of(part: Entry) -> Capability:
    """One unsaved capability."""
    return Capability(
        process=part["process"],
        categories=part["emdn"],
        classes=part["classes"],
        scale=part["scale"] or "",
        capacity_per_year=part["capacity_per_year"],
        unit=part["unit"] or "",
        note=part["note"] or "",
    )


def credential_of(part: Entry, holder: Entry) -> Credential:
    """One unsaved credential, with evidence where somebody has checked it or is about to."""
    is_shown = part["verified"] or holder["state"] != "live"
    return Credential(
        standard=part["standard"],
        number=part["number"],
        scope=part["scope"],
        categories=part["emdn"],
        issuer=part["issuer"],
        valid_from=day_of(part["valid_from"]),
        valid_to=day_of(part["valid_to"]),
        evidence=evidence_of(part, holder) if is_shown else "",
    )


def day_of(text: str | None) -> date | None:
    """The day of an ISO date."""
    return date.fromisoformat(text) if text else None


def verify_credentials(operator: Operator, entry: Entry, *, checker: User) -> None:
    """Note the checks of those credentials that the file says were checked."""
    checked = {part["number"] for part in entry["credentials"] if part["verified"]}
    for credential in operator.credentials.all():
        if credential.number in checked:
            verify_credential(credential, by=checker)
