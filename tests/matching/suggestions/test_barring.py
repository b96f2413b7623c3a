"""What introductions say about whom not to suggest."""

import pytest

from matching.introductions.models import Block, Introduction
from matching.suggestions.barring import barred_keys
from matching.suggestions.models import SuggestionFeedback
from matching.suggestions.services import record_shown
from tests.factories import OperatorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "is_barred"),
    [
        ("open", True),
        ("accepted", True),
        ("declined", True),
        ("withdrawn", False),
        ("lapsed", False),
    ],
)
def test_barred_keys_follow_the_introduction(state: str, is_barred: bool) -> None:
    one, other = OperatorFactory(), OperatorFactory()
    Introduction.objects.create(asker=one, receiver=other, message="Bonjour", state=state)

    assert (barred_keys(one) == {str(other.pk)}) is is_barred
    assert (barred_keys(other) == {str(one.pk)}) is is_barred


def test_barred_keys_hold_both_sides_of_a_block() -> None:
    one, other = OperatorFactory(), OperatorFactory()
    Block.objects.create(operator=one, blocked=other)

    assert barred_keys(one) == {str(other.pk)}
    assert barred_keys(other) == {str(one.pk)}


def test_asking_notes_that_a_suggestion_was_followed() -> None:
    one, other = OperatorFactory(), OperatorFactory()
    record_shown(one, candidates=[other])

    Introduction.objects.create(asker=one, receiver=other, message="Bonjour")

    assert SuggestionFeedback.objects.get().introduced_at is not None
