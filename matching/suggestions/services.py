"""What people do with suggestions."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from matching.suggestions.models import SuggestionFeedback


def record_shown(
    operator: Operator, *, candidates: Iterable[Operator], opportunity: Opportunity | None = None
) -> None:
    """Note the first time that each candidate was shown to the operator's people.

    Who looks again writes nothing: a write would wait for its turn and for the disk.
    """
    shown = list(candidates)
    given = SuggestionFeedback.objects.given_by(
        operator, about=opportunity.pk if opportunity else 0
    )
    known = set(given.filter(candidate__in=shown).values_list("candidate", flat=True))
    new = [other for other in shown if other.pk not in known]
    rows = [SuggestionFeedback(**_pair(operator, other, opportunity)) for other in new]
    if rows:
        SuggestionFeedback.objects.bulk_create(rows, ignore_conflicts=True)


def record_opened(
    operator: Operator, *, candidate: Operator, opportunity: Opportunity | None = None
) -> None:
    """Note the first time that a suggestion was opened."""
    row = _row(operator, candidate, opportunity)
    SuggestionFeedback.objects.filter(pk=row.pk, opened_at=None).update(opened_at=timezone.now())


def record_introduced(
    operator: Operator, *, candidate: Operator, opportunity: Opportunity | None = None
) -> None:
    """Note that the operator asked for an introduction to one that was suggested to it."""
    shown = SuggestionFeedback.objects.filter(**_key(operator, candidate, opportunity))
    shown.filter(introduced_at=None).update(introduced_at=timezone.now())


@transaction.atomic
def dismiss_suggestion(
    operator: Operator,
    *,
    candidate: Operator,
    dismissed_by: User,
    reason: str,
    opportunity: Opportunity | None = None,
) -> SuggestionFeedback:
    """Set a suggestion aside; doing it again changes the reason only."""
    row = _row(operator, candidate, opportunity)
    row.dismissed_at = row.dismissed_at or timezone.now()
    row.dismissed_by, row.reason = dismissed_by, reason
    row.save(update_fields=["dismissed_at", "dismissed_by", "reason"])
    return row


def restore_suggestion(
    operator: Operator, *, candidate: Operator, opportunity: Opportunity | None = None
) -> bool:
    """Take a dismissal back; returns whether there was one."""
    rows = SuggestionFeedback.objects.filter(**_key(operator, candidate, opportunity)).dismissed()
    return bool(rows.update(dismissed_at=None, dismissed_by=None, reason=""))


def _row(
    operator: Operator, candidate: Operator, opportunity: Opportunity | None
) -> SuggestionFeedback:
    key = _key(operator, candidate, opportunity)
    made = {"opportunity": opportunity}
    return SuggestionFeedback.objects.get_or_create(**key, defaults=made)[0]


def _key(
    operator: Operator, candidate: Operator, opportunity: Opportunity | None
) -> dict[str, Any]:
    about = opportunity.pk if opportunity else 0
    return {"operator": operator, "candidate": candidate, "about": about}


def _pair(
    operator: Operator, candidate: Operator, opportunity: Opportunity | None
) -> dict[str, Any]:
    return _key(operator, candidate, opportunity) | {"opportunity": opportunity}
