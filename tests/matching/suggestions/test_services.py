import pytest
from pytest_django import DjangoAssertNumQueries

from matching.suggestions.models import SuggestionFeedback
from matching.suggestions.services import (
    dismiss_suggestion,
    record_introduced,
    record_opened,
    record_shown,
    restore_suggestion,
)
from tests.factories import OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_record_shown_keeps_the_first_time() -> None:
    operator, other = OperatorFactory(), OperatorFactory()
    record_shown(operator, candidates=[other])
    first = SuggestionFeedback.objects.get().shown_at

    record_shown(operator, candidates=[other, OperatorFactory()])

    assert SuggestionFeedback.objects.get(candidate=other).shown_at == first
    assert SuggestionFeedback.objects.count() == 2


def test_record_shown_again_only_reads(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    operator, others = OperatorFactory(), [OperatorFactory() for _n in range(3)]
    record_shown(operator, candidates=others)
    with django_assert_num_queries(1):
        record_shown(operator, candidates=others)


def test_record_opened_keeps_the_first_time() -> None:
    operator, other = OperatorFactory(), OperatorFactory()
    record_opened(operator, candidate=other)
    first = SuggestionFeedback.objects.get().opened_at

    record_opened(operator, candidate=other)

    assert first is not None
    assert SuggestionFeedback.objects.get().opened_at == first


def test_record_introduced_only_marks_what_was_shown() -> None:
    operator, other = OperatorFactory(), OperatorFactory()
    record_introduced(operator, candidate=other)
    assert not SuggestionFeedback.objects.exists()

    record_shown(operator, candidates=[other])
    record_introduced(operator, candidate=other)

    assert SuggestionFeedback.objects.get().introduced_at is not None


def test_dismiss_suggestion_twice_is_one_with_the_last_reason() -> None:
    operator, other, person = OperatorFactory(), OperatorFactory(), UserFactory()
    first = dismiss_suggestion(operator, candidate=other, dismissed_by=person, reason="scale")

    again = dismiss_suggestion(operator, candidate=other, dismissed_by=person, reason="place")

    row = SuggestionFeedback.objects.get()
    assert (row.reason, row.dismissed_by) == ("place", person)
    assert again.dismissed_at == first.dismissed_at


def test_restore_suggestion_says_whether_there_was_one() -> None:
    operator, other, person = OperatorFactory(), OperatorFactory(), UserFactory()
    dismiss_suggestion(operator, candidate=other, dismissed_by=person, reason="scale")

    assert restore_suggestion(operator, candidate=other)
    assert not restore_suggestion(operator, candidate=other)
    assert SuggestionFeedback.objects.get().reason == ""
