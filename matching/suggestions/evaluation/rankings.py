"""Our ranking and the baselines beside it, each a list of operators for every opportunity."""

import random
from collections.abc import Callable
from datetime import date

import numpy as np

from matching.scoring.categories import category_fit
from matching.scoring.likeness import Rarity
from matching.scoring.pool import Pool
from matching.scoring.processes import process_fit
from matching.scoring.profiles import OperatorProfile, OpportunityProfile
from matching.scoring.rules import Circumstances, is_answerable
from matching.scoring.wishes import wish_of_opportunity
from matching.suggestions.evaluation.judged import JudgedSet

Rate = Callable[[OpportunityProfile, OperatorProfile], float]


def our_ranking(judged: JudgedSet, today: date) -> dict[str, list[str]]:
    """What the site would suggest for every opportunity; nobody for a closed one."""
    pool, given = Pool(list(judged.operators.values())), Circumstances(today)
    rankings = {}
    for key, opportunity in judged.opportunities.items():
        owner = judged.operators.get(opportunity.operator)
        owner = owner or OperatorProfile(key=opportunity.operator)
        wish = wish_of_opportunity(opportunity, owner)
        found = pool.suggest(wish, given) if is_answerable(opportunity, given) else []
        rankings[key] = [scored.candidate.key for scored in found]
    return rankings


def baselines(judged: JudgedSet) -> dict[str, dict[str, list[str]]]:
    """Random order, words, vectors, and category with process; none knows any rule."""
    rarity = Rarity.of(profile.prose.tokens for profile in judged.operators.values())
    shuffled = random.Random(20261125)  # noqa: S311 - no secret: a seed.
    rates: dict[str, Rate] = {
        "random": lambda asked, other: shuffled.random(),
        "words": lambda asked, other: words_rate(asked, other, rarity),
        "vectors": vectors_rate,
        "category and process": category_rate,
    }
    return {name: ranking_by(judged, rate) for name, rate in rates.items()}


def ranking_by(judged: JudgedSet, rate: Rate) -> dict[str, list[str]]:
    """All other operators by a rate, the highest first; ties by key."""
    rankings = {}
    for key, asked in judged.opportunities.items():
        rated = [
            (-rate(asked, other), other.key)
            for other in judged.operators.values()
            if other.key != asked.operator
        ]
        rankings[key] = [name for _, name in sorted(rated)]
    return rankings


def words_rate(asked: OpportunityProfile, other: OperatorProfile, rarity: Rarity) -> float:
    """The weight of the words in common, less for long profiles."""
    shared = rarity.weigh(frozenset(asked.prose.tokens).intersection(other.prose.tokens))
    return shared / (1 + len(other.prose.tokens)) ** 0.5


def vectors_rate(asked: OpportunityProfile, other: OperatorProfile) -> float:
    """The cosine of the vectors; 0 without an encoder."""
    if asked.prose.vector is None or other.prose.vector is None:
        return 0.0
    return float(np.dot(asked.prose.vector, other.prose.vector))


def category_rate(asked: OpportunityProfile, other: OperatorProfile) -> float:
    """Closeness in the tree and overlap of declared processes."""
    near = category_fit(asked.emdn, other.categories) or 0.0
    held = dict.fromkeys(other.declared_processes, 1.0)
    return near + (process_fit(asked.processes, held) or 0.0)
