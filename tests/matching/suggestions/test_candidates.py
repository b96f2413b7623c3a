from datetime import timedelta

import pytest
from django.utils import timezone

from cms.operators.models import Operator
from matching.scoring.rules import Circumstances
from matching.suggestions.barring import barred_keys
from matching.suggestions.candidates import matches_for_operator, matches_for_opportunity
from matching.suggestions.services import dismiss_suggestion, restore_suggestion
from matching.suggestions.snapshots import current_snapshot
from tests.factories import OperatorFactory
from tests.matching.suggestions.factories import (
    make_buyer,
    make_moulder,
    make_request,
    person_of,
    refreshed,
)

pytestmark = pytest.mark.django_db


def given(*barred: Operator) -> Circumstances:
    return Circumstances(timezone.localdate(), frozenset(str(row.pk) for row in barred))


def test_matches_for_opportunity_finds_who_answers() -> None:
    moulder = make_moulder()
    request = make_request(make_buyer())
    refreshed()

    (match,) = matches_for_opportunity(current_snapshot(), str(request.pk), given())

    assert match.key == str(moulder.pk)
    codes = [reason.code for reason in match.explained(given()).reasons]
    assert codes[0] == "requirements_all"


@pytest.mark.parametrize("fields", [{"live": False}, {"expires_on": "yesterday"}])
def test_matches_for_a_closed_opportunity_are_none(fields: dict[str, object]) -> None:
    if "expires_on" in fields:
        fields = {"expires_on": timezone.localdate() - timedelta(days=1)}
    make_moulder()
    request = make_request(make_buyer(), **fields)
    refreshed()

    assert matches_for_opportunity(current_snapshot(), str(request.pk), given()) == []


def test_matches_for_operator_finds_the_request_it_can_answer() -> None:
    moulder, buyer = make_moulder(), make_buyer()
    request = make_request(buyer)
    refreshed()

    (match,) = matches_for_operator(current_snapshot(), str(moulder.pk), given())

    assert (match.key, match.opportunity) == (str(buyer.pk), str(request.pk))
    assert match.is_answering


def test_matches_for_operator_without_wishes_come_from_its_capabilities() -> None:
    moulder, buyer = make_moulder(seeks=[], offers=[]), make_buyer()
    make_request(buyer)
    refreshed()

    matches = matches_for_operator(current_snapshot(), str(moulder.pk), given())

    assert [match.key for match in matches] == [str(buyer.pk)]


def test_matches_leave_out_who_is_barred() -> None:
    moulder, buyer = make_moulder(), make_buyer()
    request = make_request(buyer)
    refreshed()
    snapshot = current_snapshot()

    assert matches_for_opportunity(snapshot, str(request.pk), given(moulder)) == []
    assert matches_for_operator(snapshot, str(moulder.pk), given(buyer)) == []


def test_matches_leave_out_who_has_nobody_behind() -> None:
    request = make_request(make_buyer())
    moulder = make_moulder()
    moulder.memberships.get().delete()
    refreshed()

    assert matches_for_opportunity(current_snapshot(), str(request.pk), given()) == []


def test_matches_for_an_unknown_key_are_none() -> None:
    refreshed()
    assert matches_for_operator(current_snapshot(), "404", given()) == []
    assert matches_for_opportunity(current_snapshot(), "404", given()) == []


def test_barred_keys_are_those_dismissed_about_the_same() -> None:
    buyer, moulder, other = make_buyer(), make_moulder(), OperatorFactory()
    request = make_request(buyer)
    person = person_of(buyer)
    dismiss_suggestion(buyer, candidate=other, dismissed_by=person, reason="known")
    dismiss_suggestion(
        buyer, candidate=moulder, dismissed_by=person, reason="scale", opportunity=request
    )

    assert barred_keys(buyer) == {str(other.pk)}
    assert barred_keys(buyer, about=request.pk) == {str(moulder.pk)}
    restore_suggestion(buyer, candidate=other)
    assert barred_keys(buyer) == frozenset()
