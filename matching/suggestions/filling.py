"""From the published rows to what scoring reads: the only place that knows both."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from django.conf import settings

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from cms.taxonomies.emdn import branch
from cms.taxonomies.models import DeviceCategory, Process
from matching.scoring.profiles import (
    Capability,
    Credential,
    OperatorProfile,
    OpportunityProfile,
    Prose,
)
from matching.scoring.terms import Vocabulary
from matching.scoring.texts import operator_text, opportunity_text, prose_of
from search.vectors import encode_documents, load_encoder

Profile = OperatorProfile | OpportunityProfile
CategoryLabel = Callable[[str], str]


@dataclass(frozen=True)
class Filled:
    """A profile and the text that its vector is of."""

    profile: Profile
    prose: str
    text: str

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of the text: an unchanged one keeps its vector."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def read(self, vocabulary: Vocabulary, vector: np.ndarray | None) -> Profile:
        """The profile with what its prose says and the vector of its text."""
        reading = vocabulary.read(self.prose)
        return replace(self.profile, prose=prose_of(reading, text=self.text, vector=vector))


def process_vocabulary() -> Vocabulary:
    """The trade's phrases with the taxonomy's labels in three languages: one query."""
    return Vocabulary.with_labels({term.code: term.labels for term in Process.objects.all()})


def category_labels(codes: Iterable[str]) -> CategoryLabel:
    """The English labels of codes (the official nomenclature is English): one query.

    A code that is not in the table is described by its nearest ancestor that is.
    """
    wanted = {above for code in codes for above in branch(code)}
    terms = DeviceCategory.objects.filter(code__in=wanted).in_bulk(field_name="code")
    labels = {code: term.label_in("en") for code, term in terms.items()}
    return lambda code: nearest_label(code, labels)


def nearest_label(code: str, labels: Mapping[str, str]) -> str:
    """The label of the code or of its nearest ancestor with one; else nothing."""
    return next((labels[above] for above in reversed(branch(code)) if above in labels), "")


def operators_filled(keys: Iterable[int]) -> Iterator[tuple[int, Filled]]:
    """The published operators among `keys`, with whether anybody stands behind them."""
    chosen = Operator.objects.live().filter(pk__in=list(keys))
    rows = list(chosen.with_children())
    backed = set(chosen.backed().values_list("pk", flat=True))
    label = category_labels(c for row in rows for s in row.capabilities.all() for c in s.categories)
    for row in rows:
        yield row.pk, fill_operator(row, is_backed=row.pk in backed, label=label)


def fill_operator(row: Operator, *, is_backed: bool, label: CategoryLabel) -> Filled:
    """One operator without its vector."""
    skills, held = _capabilities(row), _credentials(row)
    prose = [f"{text.summary}\n{text.body}" for text in row.texts.all()]
    text = operator_text(" ".join(row.all_names), prose, skills, held, label)
    profile = OperatorProfile(
        key=str(row.pk),
        name=row.name,
        country=row.country,
        type=row.type,
        employees=row.employees,
        languages=frozenset(row.languages),
        markets=frozenset(row.markets),
        exclude_countries=frozenset(row.exclude_countries),
        capabilities=skills,
        credentials=held,
        seeks=frozenset(row.seeks),
        offers=frozenset(row.offers),
        prose=Prose(),
        is_backed=is_backed,
    )
    return Filled(profile, "\n".join(prose), text)


def _capabilities(row: Operator) -> tuple[Capability, ...]:
    return tuple(
        Capability(
            process=skill.process,
            emdn=tuple(skill.categories),
            classes=tuple(skill.classes),
            scale=skill.scale,
            capacity_per_year=skill.capacity_per_year,
            unit=skill.unit,
        )
        for skill in row.capabilities.all()
    )


def _credentials(row: Operator) -> tuple[Credential, ...]:
    return tuple(
        Credential(
            standard=held.standard,
            emdn=tuple(held.categories),
            scope=held.scope,
            valid_from=held.valid_from,
            valid_to=held.valid_to,
        )
        for held in row.credentials.all()
    )


def opportunities_filled(keys: Iterable[int]) -> Iterator[tuple[int, Filled]]:
    """The published opportunities among `keys`; which of them are open depends on today."""
    rows = list(Opportunity.objects.live().filter(pk__in=list(keys)).with_children())
    label = category_labels(code for row in rows for code in row.categories)
    for row in rows:
        yield row.pk, fill_opportunity(row, label=label)


def fill_opportunity(row: Opportunity, *, label: CategoryLabel) -> Filled:
    """One opportunity without its vector; in an offer `trl` is offered, in a request sought."""
    texts = list(row.texts.all())
    prose = "\n".join(f"{text.title}.\n{text.body}" for text in texts)
    is_offer = row.side == Opportunity.Side.OFFER
    profile = OpportunityProfile(
        key=str(row.pk),
        operator=str(row.operator_id),
        kind=row.side,
        modes=frozenset(row.modes),
        language=texts[0].language if texts else "",
        emdn=tuple(row.categories),
        classes=frozenset(row.classes),
        processes=frozenset(row.processes),
        required_credentials=tuple(row.required_credentials),
        trl=row.trl if is_offer else None,
        trl_min=None if is_offer else row.trl,
        volume_per_year=row.volume_per_year,
        unit=row.unit,
        include_countries=frozenset(row.include_countries),
        exclude_countries=frozenset(row.exclude_countries),
        expires=row.expires_on,
    )
    title = texts[0].title if texts else ""
    body = "\n".join(text.body for text in texts)
    text = opportunity_text(title, body, profile.processes, profile.emdn, label)
    return Filled(profile, prose, text)


def encoded(texts: list[str]) -> list[np.ndarray | None]:
    """The vectors of texts, or Nones where the site works without an encoder."""
    encoder = load_encoder(settings.SENTENCE_ENCODER)
    if encoder is None or not texts:
        return [None] * len(texts)
    return list(encode_documents(encoder, texts))
