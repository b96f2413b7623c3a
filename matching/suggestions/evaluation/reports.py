"""The report of an evaluation, as plain values."""

from datetime import date
from pathlib import Path
from typing import Any

from matching.suggestions.evaluation import judged as sets
from matching.suggestions.evaluation import rankings
from matching.suggestions.evaluation.measures import mean, ndcg, summary
from matching.suggestions.filling import category_labels, process_vocabulary

TODAY = date(2026, 11, 25)
"""The day for which the judged sets of the project are written."""


def evaluate(folder: Path, *, today: date = TODAY) -> dict[str, Any]:
    """Measure our ranking and the baselines; closed opportunities are left out of the averages.

    Raises JudgedSetError for a folder that holds no judged set.
    """
    label = category_labels(sets.category_codes(folder))
    judged = sets.read_judged(folder, vocabulary=process_vocabulary(), label=label)
    ours = rankings.our_ranking(judged, today)
    opened = [key for key, item in judged.opportunities.items() if item.is_open(today)]
    measured = [key for key in opened if any(judged.grades.get(key, {}).values())]
    closed = [key for key in judged.opportunities if key not in opened]
    compared = {"ours": ours} | rankings.baselines(judged)
    return {
        "set": {
            "operators": len(judged.operators),
            "opportunities": len(judged.opportunities),
            "measured": len(measured),
            "today": today.isoformat(),
        },
        "rankings": {
            name: summary({key: ranking[key] for key in measured}, judged.grades)
            for name, ranking in compared.items()
        },
        "closed": {
            "opportunities": len(closed),
            "suggested": sum(len(ours[key]) for key in closed),
        },
        "leave_one_out": leave_one_out([ndcg(ours[key], judged.grades[key]) for key in measured]),
    }


def leave_one_out(values: list[float]) -> list[float]:
    """The lowest and highest mean when each opportunity in turn is left out."""
    if len(values) < 2:
        return [mean(values), mean(values)]
    total = sum(values)
    means = [(total - value) / (len(values) - 1) for value in values]
    return [round(min(means), 3), round(max(means), 3)]
