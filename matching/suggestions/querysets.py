"""Reads of profiles and of feedback."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from cms.operators.models import Operator
    from matching.suggestions.models import MatchProfile, SuggestionFeedback  # noqa: F401 - the querysets' own.


class MatchProfileQuerySet(models.QuerySet["MatchProfile"]):
    """Reads of profiles kept for scoring."""

    def stale(self) -> Self:
        """Those whose subject has changed since they were filled."""
        return self.filter(wanted__gt=F("done"))

    def newer_than(self, generation: int) -> Self:
        """Those filled after a pool of that generation."""
        return self.filter(generation__gt=generation)


class FeedbackQuerySet(models.QuerySet["SuggestionFeedback"]):
    """Reads of what was done with suggestions."""

    def given_by(self, operator: "Operator", *, about: int = 0) -> Self:
        """An operator's own, about one opportunity or about none (0)."""
        return self.filter(operator=operator, about=about)

    def dismissed(self) -> Self:
        """Those set aside and not taken back."""
        return self.exclude(dismissed_at=None)
