"""The score of a pair: the topic, times the conditions of each side, both sides combined."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.scoring import conditions as held
from matching.scoring.categories import category_fit
from matching.scoring.likeness import Rarity, vector_likeness, word_likeness
from matching.scoring.profiles import OperatorProfile
from matching.scoring.rules import Circumstances, ruling_out
from matching.scoring.weights import BACKWARD, FORWARD, TOPIC, UNKNOWN, UNKNOWN_TOPIC
from matching.scoring.wishes import Wish

Features = Mapping[str, float | None]


@dataclass(frozen=True)
class Score:
    """A pair's score in [0, 1], the two directions it comes from, and every feature."""

    candidate: OperatorProfile
    value: float
    forward: float
    backward: float
    features: Features


def features_of(
    wish: Wish, candidate: OperatorProfile, given: Circumstances, rarity: Rarity
) -> Features:
    """Every feature by name, each in [0, 1], None where a side says nothing."""
    return {
        "text": vector_likeness(wish.prose, candidate.prose),
        "words": word_likeness(wish.prose, candidate.prose, rarity),
        "category": category_fit(wish.emdn, candidate.categories),
        "process": held.process_match(wish, candidate),
        "answers": held.answers(wish, candidate),
        "credentials": held.credentials(wish, candidate, given.today),
        "classes": held.classes(wish, candidate),
        "capacity": held.capacity(wish, candidate),
        "readiness": held.readiness(wish, candidate),
        "countries": held.countries(wish, candidate),
        "language": held.language(wish, candidate),
        "kind": held.kind(wish, candidate),
        "interest": held.interest(wish, candidate),
        "rivalry": held.rivalry(wish, candidate),
        "market": held.market(wish, candidate),
    }


def topic(features: Features) -> float:
    """The weighted mean of what both are about.

    A text that has no vector lends its words' likeness, and the other way round; a category or
    a process that nobody declared is taken from the text, at a discount.
    """
    read = [value for name in ("text", "words") if (value := features[name]) is not None]
    text = max(read, default=0.0)
    stand_in = {"text": text, "words": text}
    total = sum(
        weight * _known(features[name], stand_in.get(name, UNKNOWN_TOPIC * text))
        for name, weight in TOPIC.items()
    )
    return total / sum(TOPIC.values())


def _known(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def factor(features: Features, floors: Mapping[str, float]) -> float:
    """The product of one side's conditions, none below its floor."""
    met = ((floor, _known(features[name], UNKNOWN[name])) for name, floor in floors.items())
    return math.prod(floor + (1 - floor) * value for floor, value in met)


def score_features(features: Features) -> tuple[float, float, float]:
    """Forward, backward and combined: their geometric mean, so that one-sided interest is low."""
    about = topic(features)
    forward = about * factor(features, FORWARD)
    backward = about * factor(features, BACKWARD)
    return forward, backward, math.sqrt(forward * backward)


def score(
    wish: Wish, candidate: OperatorProfile, given: Circumstances, rarity: Rarity
) -> Score | None:
    """Score one candidate for a wish; None when a hard rule excludes the pair."""
    if ruling_out(wish, candidate, given):
        return None
    features = features_of(wish, candidate, given, rarity)
    forward, backward, value = score_features(features)
    return Score(candidate, value, forward, backward, features)


def ranked(
    wish: Wish, candidates: Iterable[OperatorProfile], given: Circumstances, rarity: Rarity
) -> list[Score]:
    """The admissible candidates, best first; ties by key, so that a list never flickers."""
    scored = (score(wish, candidate, given, rarity) for candidate in candidates)
    return sorted(filter(None, scored), key=lambda item: (-item.value, item.candidate.key))
