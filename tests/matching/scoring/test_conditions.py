from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from matching.scoring import conditions
from matching.scoring.profiles import Capability, Credential, OperatorProfile, Prose
from matching.scoring.units import is_same_unit
from matching.scoring.wishes import wish_of_operator
from tests.matching.scoring.factories import TODAY, buyer, moulder, wish


def certified(**fields: Any) -> OperatorProfile:
    return moulder(credentials=(replace(moulder().credentials[0], **fields),))


def test_credentials_in_force_and_covering_count_fully() -> None:
    assert conditions.credentials(wish(emdn=("A0201",)), moulder(), TODAY) == 1.0


def test_credentials_last_day_still_counts() -> None:
    assert conditions.credentials(wish(emdn=()), certified(valid_to=TODAY), TODAY) == 1.0


def test_credentials_expired_yesterday_count_in_part() -> None:
    expired = certified(valid_to=TODAY - timedelta(days=1))
    assert conditions.credentials(wish(emdn=()), expired, TODAY) == conditions.CLAIMED


def test_credentials_not_yet_in_force_count_in_part() -> None:
    future = certified(valid_from=TODAY + timedelta(days=1))
    assert conditions.credentials(wish(emdn=()), future, TODAY) == conditions.CLAIMED


def test_credentials_of_another_branch_count_in_part() -> None:
    assert conditions.credentials(wish(), certified(emdn=("T02",)), TODAY) == conditions.CLAIMED


def test_credentials_named_in_prose_count_in_part() -> None:
    prose = Prose(standards=frozenset({"EN ISO 13485"}))
    named = moulder(credentials=(), prose=prose)
    assert conditions.credentials(wish(), named, TODAY) == conditions.CLAIMED


def test_credentials_none_held_is_zero() -> None:
    assert conditions.credentials(wish(), moulder(credentials=()), TODAY) == 0.0


def test_credentials_none_required_is_unknown() -> None:
    assert conditions.credentials(wish(required_credentials=()), moulder(), TODAY) is None


def test_credentials_takes_the_best_of_two() -> None:
    old = Credential("EN ISO 13485", valid_to=date(2020, 1, 1))
    both = moulder(credentials=(old, moulder().credentials[0]))
    (held,) = conditions.held_credentials(wish(emdn=("A0201",)), both, TODAY)
    assert held.credential == moulder().credentials[0]


def test_answers_a_request_by_what_is_offered() -> None:
    assert conditions.answers(wish(), moulder()) == 1.0
    assert conditions.answers(wish(), moulder(offers=frozenset({"training"}))) == 0.4


def test_answers_an_offer_by_what_is_sought() -> None:
    offer = wish(kind="offer", modes=frozenset({"licence"}))
    taker = moulder(seeks=frozenset({"licence"}))
    giver = moulder(offers=frozenset({"licence"}), seeks=frozenset({"training"}))
    assert conditions.answers(offer, taker) == 1.0
    assert conditions.answers(offer, giver) == 0.4


def test_answers_a_distributor_by_a_maker_who_seeks_distribution() -> None:
    asked = wish(buyer(type="distributor"), modes=frozenset({"distribution"}))
    maker = moulder(type="manufacturer", seeks=frozenset({"distribution"}), offers=frozenset())
    colleague = moulder(
        type="distributor", seeks=frozenset({"distribution"}), offers=frozenset({"supply"})
    )
    assert conditions.answers(asked, maker) == 0.8
    assert conditions.answers(asked, colleague) == 0.4


def test_answers_between_two_distributors_leaves_distribution_out() -> None:
    asked = wish(buyer(type="distributor"), modes=frozenset({"distribution"}))
    maker = wish(buyer(type="manufacturer"), modes=frozenset({"distribution"}))
    other = moulder(type="distributor", seeks=frozenset(), offers=frozenset({"distribution"}))
    assert conditions.answers(asked, other) == 0.4
    assert conditions.answers(maker, other) == 1.0


def test_rivalry_of_a_colleague_is_low() -> None:
    offer = wish(kind="offer")
    colleague = moulder(seeks=frozenset({"training"}))
    assert conditions.rivalry(offer, colleague) == 0.0
    assert conditions.rivalry(offer, buyer()) == 1.0


def test_capacity_compares_only_the_same_unit() -> None:
    assert conditions.capacity(wish(volume_per_year=120_000_000), moulder()) == 0.5
    pallets = (Capability("sterilisation_eto", capacity_per_year=900, unit="palettes"),)
    assert conditions.capacity(wish(), moulder(capabilities=pallets)) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("pièces", "units", True), ("palettes", "pièces", False), ("", "pièces", False)],
)
def test_is_same_unit(one: str, other: str, same: bool) -> None:
    assert is_same_unit(one, other) is same


def test_readiness_falls_with_the_distance() -> None:
    young = moulder(prose=Prose(readiness=(5, 5)))
    assert conditions.readiness(wish(trl_min=7), young) == 0.5
    assert conditions.readiness(wish(trl_min=9), young) == 0.0
    assert conditions.readiness(wish(trl_min=4), young) == 1.0


def test_countries_outside_the_wanted_ones_is_zero() -> None:
    assert conditions.countries(wish(include_countries=frozenset({"TN"})), moulder()) == 0.0
    assert conditions.countries(wish(include_countries=frozenset({"MA"})), moulder()) == 1.0
    assert conditions.countries(wish(), moulder()) is None


def test_language_counts_the_text_s_own_first() -> None:
    assert conditions.language(wish(), moulder()) == 1.0
    assert conditions.language(wish(), moulder(languages=frozenset({"en"}))) == 0.8
    assert conditions.language(wish(), moulder(languages=frozenset({"es"}))) == 0.0


def test_process_match_of_profiles_reads_needs() -> None:
    asking = buyer(prose=Prose(needs=frozenset({"injection_moulding"})))
    assert conditions.process_match(wish_of_operator(asking), moulder()) == 1.0


def test_process_match_of_an_offer_counts_a_need() -> None:
    offer = wish(kind="offer", processes=frozenset({"sterilisation_eto"}))
    asking = moulder(prose=Prose(needs=frozenset({"sterilisation_eto"})))
    assert conditions.process_match(offer, asking) == 1.0
