"""A page of suggestions as it is shown: operators that the reader may see, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.operators.models import Operator
from cms.operators.sheets import place_of
from cms.opportunities.models import Opportunity
from cms.taxonomies import lists
from matching.scoring.findings import Explanation, Finding
from matching.scoring.rules import Circumstances
from matching.scoring.sentences import Labels, enumerated, sentence
from matching.suggestions.barring import barred_keys
from matching.suggestions.candidates import (
    Match,
    matches_for_operator,
    matches_for_opportunity,
)
from matching.suggestions.labelling import labels_for
from matching.suggestions.snapshots import current_snapshot

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 12
SPARE = 12
"""More are looked up than are shown: the reader may not see some."""
REASONS = 4


@dataclass(frozen=True)
class SuggestionCard:
    """One suggested operator in the reader's language.

    `answers` is the other's open opportunity that the reader's own operator fits; the reasons
    and gaps then speak of the reader's operator.
    """

    operator: Operator
    summary: str
    place: str
    languages: str
    reasons: tuple[str, ...]
    gaps: tuple[str, ...]
    answers: Opportunity | None = None


def cards_for_operator(
    operator: Operator, *, reader: "User", shown: int = SHOWN
) -> list[SuggestionCard]:
    """Suggested partners of a published operator, the best `shown` of them."""
    given = Circumstances(timezone.localdate(), barred_keys(operator))
    matches = matches_for_operator(current_snapshot(), str(operator.pk), given)
    return cards_of(matches, given, reader, shown)


def cards_for_opportunity(opportunity: Opportunity, *, reader: "User") -> list[SuggestionCard]:
    """Suggested partners for an open opportunity."""
    barred = barred_keys(opportunity.operator, about=opportunity.pk)
    given = Circumstances(timezone.localdate(), barred)
    matches = matches_for_opportunity(current_snapshot(), str(opportunity.pk), given)
    return cards_of(matches, given, reader)


def cards_of(
    matches: Sequence[Match], given: Circumstances, reader: "User", shown: int = SHOWN
) -> list[SuggestionCard]:
    """The best matches that the reader may see, with their sentences."""
    best = matches[: shown + SPARE]
    operators = visible_operators(best, reader)
    answered = visible_opportunities(best, reader)
    allowed = (
        match
        for match in best
        if match.key in operators and (not match.is_answering or match.opportunity in answered)
    )
    explained = [(match, match.explained(given)) for match in allowed]
    kept = [(match, each) for match, each in explained if match.is_founded(each)][:shown]
    labels = labels_for(finding for _, each in kept for finding in findings_of(each))
    spoken = lists.labels("languages")
    return [
        card_of(operators[match.key], each, labels, spoken, answered.get(answering_key(match)))
        for match, each in kept
    ]


def answering_key(match: Match) -> str:
    """The key of the other's opportunity; empty for one's own or for none."""
    return match.opportunity if match.is_answering else ""


def visible_operators(matches: Sequence[Match], reader: "User") -> dict[str, Operator]:
    """The suggested operators that the reader may see, with their prose."""
    shown = Operator.objects.visible_to(reader).filter(pk__in=[match.key for match in matches])
    return {str(row.pk): row for row in shown.prefetch_related("texts")}


def visible_opportunities(matches: Sequence[Match], reader: "User") -> dict[str, Opportunity]:
    """The others' opportunities behind the matches that the reader may see."""
    keys = list(filter(None, map(answering_key, matches)))
    shown = Opportunity.objects.visible_to(reader).filter(pk__in=keys)
    return {str(row.pk): row for row in shown.prefetch_related("texts")}


def findings_of(explained: Explanation) -> tuple[Finding, ...]:
    """What of an explanation is shown."""
    return (*explained.reasons[:REASONS], *explained.gaps)


def card_of(
    operator: Operator,
    explained: Explanation,
    labels: Labels,
    spoken: dict[str, str],
    answers: Opportunity | None,
) -> SuggestionCard:
    """One card."""
    text: Any = operator.text_in()
    return SuggestionCard(
        operator=operator,
        summary=text.summary if text else "",
        place=place_of(operator),
        languages=enumerated(spoken.get(code, code) for code in operator.languages),
        reasons=tuple(sentence(item, labels) for item in explained.reasons[:REASONS]),
        gaps=tuple(sentence(item, labels) for item in explained.gaps),
        answers=answers,
    )
