import random
from dataclasses import replace

import numpy as np
import pytest

from matching.scoring.categories import category_fit
from matching.scoring.conditions import answers
from matching.scoring.pool import Pool
from matching.scoring.profiles import Capability, OperatorProfile, Prose
from matching.scoring.wishes import Wish, wish_of_operator
from tests.matching.scoring.factories import GIVEN, buyer, moulder, wish

PROCESSES = ("injection_moulding", "welding", "sterilisation_eto", "pcb_assembly", "sewing")
CODES = ("A0201", "A020102", "A0301", "T0201", "Z1203", "M0404")
MODES = ("licence", "subcontracting", "contract_manufacturing", "distribution", "supply")
WORDS = [f"mot{n}" for n in range(60)]


def generated(count: int, seed: int = 7) -> list[OperatorProfile]:
    """Profiles drawn at random, the same ones each time."""
    rng, numbers = random.Random(seed), np.random.default_rng(seed)  # noqa: S311 - no secret: a seed.
    profiles = []
    for at in range(count):
        vector = numbers.normal(size=512).astype(np.float32)
        prose = Prose(frozenset(rng.sample(WORDS, 12)), vector / np.linalg.norm(vector))
        skills = tuple(
            Capability(rng.choice(PROCESSES), (rng.choice(CODES),)) for _ in range(rng.randrange(3))
        )
        drawn = {
            "seeks": frozenset(rng.sample(MODES, 2)),
            "offers": frozenset(rng.sample(MODES, 2)),
        }
        profiles.append(moulder(key=f"g{at}", capabilities=skills, prose=prose, **drawn))
    return profiles


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool(generated(400))


def test_pool_category_equals_the_full_score_s(pool: Pool) -> None:
    asked = wish(emdn=("A020102", "T02"))
    expected = [category_fit(asked.emdn, p.categories) for p in pool.profiles]
    found = [None if np.isnan(fit) else pytest.approx(fit) for fit in pool.category(asked)]
    assert found == expected


@pytest.mark.parametrize("mode", ["contract_manufacturing", "distribution"])
def test_pool_modes_equal_the_full_score_s(pool: Pool, mode: str) -> None:
    asked = wish(modes=frozenset({mode}))
    expected = [answers(asked, p) for p in pool.profiles]
    assert list(pool.modes(asked)) == pytest.approx(expected)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_shortlist_holds_ten_as_good_as_the_first_of_the_full_ranking(pool: Pool, at: int) -> None:
    asked = wish_of_operator(pool.profiles[at])
    full = [s.value for s in pool.suggest(asked, GIVEN, len(pool))]
    short = [s.value for s in pool.suggest(asked, GIVEN, 200)]
    assert short[:10] == full[:10]


def test_of_profiles_as_promising_the_first_are_shortlisted() -> None:
    same = [moulder(key=f"g{at}") for at in range(300)]
    chosen = Pool(same).shortlist(wish_of_operator(buyer()), 200)
    assert [profile.key for profile in chosen] == [f"g{at}" for at in range(200)]


def test_suggest_never_proposes_the_one_who_asks(pool: Pool) -> None:
    asked = wish_of_operator(pool.profiles[0])
    assert "g0" not in {s.candidate.key for s in pool.suggest(asked, GIVEN)}


@pytest.mark.parametrize("asked", [wish(), wish_of_operator(buyer())])
def test_pool_of_nobody_suggests_nobody(asked: Wish) -> None:
    assert Pool([]).suggest(asked, GIVEN) == []


def test_pool_takes_profiles_that_say_nothing() -> None:
    blank = [OperatorProfile(key=f"blank{n}") for n in range(3)]
    asked = replace(wish(), prose=Prose())
    assert len(Pool(blank).suggest(asked, GIVEN, 2)) == 2
