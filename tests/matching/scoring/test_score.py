from dataclasses import replace

import numpy as np
import pytest

from matching.scoring import weights
from matching.scoring.likeness import Rarity
from matching.scoring.profiles import Capability, OperatorProfile, Prose
from matching.scoring.rules import Circumstances, is_answerable, ruling_out
from matching.scoring.score import features_of, ranked
from matching.scoring.wishes import wish_of_operator
from tests.matching.scoring.factories import (
    GIVEN,
    NO_WORDS,
    TODAY,
    buyer,
    moulder,
    request_for_syringes,
    scored,
    value,
    wish,
)


def test_features_are_in_one_table_each() -> None:
    names = {*weights.TOPIC, *weights.FORWARD, *weights.BACKWARD}
    assert set(features_of(wish(), moulder(), GIVEN, NO_WORDS)) == names
    assert set(weights.UNKNOWN) == names - set(weights.TOPIC)


@pytest.mark.parametrize("candidate", [moulder(), OperatorProfile(key="blank"), buyer(key="b")])
def test_features_stay_between_zero_and_one(candidate: OperatorProfile) -> None:
    features = features_of(wish(), candidate, GIVEN, NO_WORDS)
    assert all(value is None or 0.0 <= value <= 1.0 for value in features.values())


def test_score_of_a_blank_profile_is_near_zero() -> None:
    assert value(wish(), OperatorProfile(key="blank")) < 0.01


def test_score_falls_with_the_credential() -> None:
    held, lost = moulder(), moulder(credentials=())
    assert value(wish(), held) > value(wish(), lost)


def test_score_of_one_sided_interest_is_low() -> None:
    keen = moulder(seeks=frozenset({"licence"}))
    offer = wish(kind="offer", modes=frozenset({"licence"}))
    cold = moulder(seeks=frozenset({"distribution"}), offers=frozenset({"supply"}))
    found = scored(offer, cold)
    assert value(offer, cold) < value(offer, keen) / 2
    assert found is not None
    assert found.value == pytest.approx((found.forward * found.backward) ** 0.5)


def test_score_reads_a_profile_of_prose_only() -> None:
    vector = np.full(512, 512**-0.5, np.float32)
    talk = Prose(tokens=frozenset({"moulage"}), vector=vector)
    prose_only = moulder(capabilities=(), credentials=(), prose=talk)
    request = wish(prose=talk)
    assert value(request, prose_only) > value(request, moulder(capabilities=(), credentials=()))


def test_score_of_an_operator_that_seeks_nothing_uses_its_capabilities() -> None:
    silent = moulder(seeks=frozenset(), offers=frozenset())
    skills = (Capability("device_assembly", ("A020102",)),)
    customer = buyer(capabilities=skills, seeks=frozenset({"contract_manufacturing"}))
    other = buyer(key="other", capabilities=skills, seeks=frozenset({"distribution"}))
    found = ranked(wish_of_operator(silent), [other, customer], GIVEN, NO_WORDS)
    assert [s.candidate.key for s in found] == ["buyer", "other"]
    assert found[0].value > 1.5 * found[1].value


def test_ranked_orders_ties_by_key() -> None:
    pair = [moulder(key="b"), moulder(key="a")]
    assert [s.candidate.key for s in ranked(wish(), pair, GIVEN, NO_WORDS)] == ["a", "b"]


def test_ranked_uses_words_in_common() -> None:
    rarity = Rarity.of([frozenset({"seringue", "titane"}), frozenset({"titane"})])
    others = {f"mot{n}" for n in range(20)}
    asked = wish(prose=Prose(tokens=frozenset({"seringue", "titane"} | others)))
    near = moulder(key="near", prose=Prose(tokens=frozenset({"seringue"})))
    far = moulder(key="far", prose=Prose(tokens=frozenset({"titane"})))
    found = ranked(asked, [far, near], GIVEN, rarity)
    assert [s.candidate.key for s in found] == ["near", "far"]


@pytest.mark.parametrize(
    ("candidate", "rule"),
    [
        (buyer(), "same_operator"),
        (moulder(is_live=False), "not_live"),
        (moulder(is_backed=False), "nobody_behind"),
        (moulder(exclude_countries=frozenset({"FR"})), "excluded_country"),
        (moulder(country="CN"), "excluded_country"),
        (moulder(key="met"), "barred"),
        (moulder(), ""),
    ],
)
def test_ruling_out_names_the_rule(candidate: OperatorProfile, rule: str) -> None:
    asked = wish(exclude_countries=frozenset({"CN"}))
    given = Circumstances(TODAY, barred=frozenset({"met"}))
    assert ruling_out(asked, candidate, given) == rule


def test_ruling_out_heeds_the_owner_s_own_exclusions() -> None:
    asked = wish(buyer(exclude_countries=frozenset({"MA"})))
    assert ruling_out(asked, moulder(), GIVEN) == "excluded_country"


def test_score_of_an_excluded_pair_is_none() -> None:
    assert scored(wish(), buyer()) is None


def test_is_answerable_until_the_last_day() -> None:
    last = request_for_syringes(expires=TODAY)
    assert is_answerable(last, GIVEN)
    assert not is_answerable(replace(last, expires=TODAY.replace(day=24)), GIVEN)
    assert not is_answerable(replace(last, is_live=False), GIVEN)
