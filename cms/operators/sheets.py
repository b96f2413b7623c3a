"""A profile as a reader may read it: labels instead of codes, and nothing kept for others.

What only members see is left out here, so that no template can show it by mistake.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cms.operators.categories import CategoryLine, category_lines
from cms.operators.models import Capability, Credential, CredentialVerification, Operator
from cms.taxonomies import lists
from cms.taxonomies.choices import DeviceClass, Scale
from frame.enumerating import enumerated
from frame.languages import reader_language
from notifications.events import isolated

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass(frozen=True)
class CapabilityLine:
    """One capability; `capacity` and `unit` are for members."""

    process: str
    scale: str
    categories: tuple[CategoryLine, ...]
    classes: tuple[str, ...]
    note: str
    capacity: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class CredentialLine:
    """One credential; `number`, `evidence_name` and `evidence_url` are for those who may."""

    standard: str
    scope: str
    issuer: str
    categories: tuple[CategoryLine, ...]
    valid_from: date | None
    valid_to: date | None
    is_expired: bool
    is_early: bool
    verified_at: datetime | None
    number: str = ""
    evidence_name: str = ""
    evidence_url: str = ""


@dataclass(frozen=True)
class Contact:
    """How to reach an operator, for members: e-mail, phone, and who is behind it."""

    email: str = ""
    phone: str = ""
    people: tuple[User, ...] = ()


@dataclass(frozen=True)
class OperatorSheet:
    """All that one reader sees of one operator."""

    operator: Operator
    text: Any
    is_other_language: bool
    text_languages: tuple[tuple[str, str], ...]
    place: str
    spoken: tuple[str, ...]
    markets: tuple[str, ...]
    seeks: tuple[str, ...]
    offers: tuple[str, ...]
    capabilities: tuple[CapabilityLine, ...]
    credentials: tuple[CredentialLine, ...]
    is_member: bool
    contact: Contact = field(default_factory=Contact)

    @property
    def verified(self) -> int:
        """How many credentials hold today and have been verified."""
        return sum(bool(line.verified_at and not line.is_expired) for line in self.credentials)


def operator_sheet(operator: Operator, *, reader: "User | AnonymousUser") -> OperatorSheet:
    """The profile of `operator`, a published one or a draft, for `reader`.

    About nine queries, however many capabilities and credentials it has.
    """
    text = operator.text_in()
    written = {row.language for row in operator.texts.all() if row.summary or row.body}
    return OperatorSheet(
        operator=operator,
        text=text,
        is_other_language=text is not None and text.language != reader_language(),
        text_languages=tuple((c, n) for c, n in settings.LANGUAGES if c in written),
        place=place_of(operator),
        spoken=labelled("languages", operator.languages),
        markets=labelled("countries", operator.markets),
        seeks=labelled("modes", operator.seeks),
        offers=labelled("modes", operator.offers),
        capabilities=_capability_lines(operator, reader),
        credentials=_credential_lines(operator, reader),
        is_member=reader.is_authenticated,
        contact=_contact(operator, reader),
    )


def labelled(vocabulary: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Labels of codes in the active language; no query where there is no code."""
    return tuple(lists.labels_of(vocabulary, codes).values())


def place_of(operator: Operator) -> str:
    """City, region and country in one line, as far as they are known."""
    region = lists.label("regions", operator.region) if operator.region else ""
    country = lists.label("countries", operator.country) if operator.country else ""
    parts = dict.fromkeys(filter(None, (operator.city, region, country)))
    if reader_language() == "ar":
        return enumerated(isolated(part) for part in parts)
    return enumerated(parts)


def _capability_lines(
    operator: Operator, reader: "User | AnonymousUser"
) -> tuple[CapabilityLine, ...]:
    rows: list[Capability] = list(operator.capabilities.all())
    processes = lists.labels_of("processes", [row.process for row in rows])
    lines = category_lines(code for row in rows for code in row.categories)
    return tuple(
        CapabilityLine(
            process=processes[row.process],
            scale=str(Scale(row.scale).label) if row.scale else "",
            categories=tuple(lines[code] for code in row.categories),
            classes=class_labels(row.classes),
            note=row.note,
            capacity=row.capacity_per_year if reader.is_authenticated else None,
            unit=row.unit if reader.is_authenticated else "",
        )
        for row in rows
    )


def class_labels(codes: Iterable[str]) -> tuple[str, ...]:
    """Device classes in words, in the order of the regulations."""
    known = dict(DeviceClass.choices)
    return tuple(str(known[code]) for code in known if code in set(codes))


def _credential_lines(
    operator: Operator, reader: "User | AnonymousUser"
) -> tuple[CredentialLine, ...]:
    rows: list[Credential] = list(operator.credentials.all())
    if not rows:
        return ()
    labels = lists.labels_of("standards", [row.standard for row in rows])
    lines = category_lines(code for row in rows for code in row.categories)
    checked = _verifications(rows)
    shows_evidence = Operator.objects.with_evidence_for(reader).filter(pk=operator.pk).exists()
    return tuple(
        CredentialLine(
            standard=labels[row.standard],
            scope=row.scope,
            issuer=row.issuer,
            categories=tuple(lines[code] for code in row.categories),
            verified_at=checked.get(row.pk),
            number=row.number if reader.is_authenticated else "",
            **_validity(row),
            **(_evidence(operator, row) if shows_evidence else {}),
        )
        for row in rows
    )


def _verifications(rows: list[Credential]) -> dict[UUID, datetime]:
    """When each was verified, of those whose facts are still the ones verified."""
    digests = {row.pk: row.digest for row in rows}
    found = CredentialVerification.objects.filter(credential_id__in=list(digests))
    return {
        check.credential_id: check.verified_at
        for check in found
        if check.digest == digests[check.credential_id]
    }


def _validity(row: Credential) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "is_expired": row.valid_to is not None and row.valid_to < today,
        "is_early": row.valid_from is not None and row.valid_from > today,
    }


def _evidence(operator: Operator, row: Credential) -> dict[str, Any]:
    if not row.evidence_key:
        return {}
    key = row.evidence_key
    url = reverse("operators:evidence-show", args=[operator.slug, key])
    return {"evidence_name": row.evidence_name or key, "evidence_url": url}


def _contact(operator: Operator, reader: "User | AnonymousUser") -> Contact:
    if not reader.is_authenticated:
        return Contact()
    people = User.objects.filter(memberships__operator=operator, is_active=True)
    ordered = people.order_by("memberships__joined_at", "pk")
    return Contact(operator.email, operator.phone, tuple(ordered))
