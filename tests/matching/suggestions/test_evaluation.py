import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from matching.suggestions.evaluation import measures
from matching.suggestions.evaluation.reports import evaluate, leave_one_out
from tests.shared import shared_file

OPERATORS = [
    {
        "id": "moulder",
        "country": "MA",
        "type": "subcontractor",
        "languages": ["fr"],
        "texts": {"fr": "Moulage par injection."},
        "capabilities": [{"process": "injection_moulding", "emdn": ["A0201"]}],
        "offers": ["contract_manufacturing"],
    },
    {"id": "sewer", "texts": {"fr": "Couture."}, "offers": ["distribution"]},
    {"id": "buyer", "languages": ["fr"]},
]
OPPORTUNITIES = [
    {
        "id": "open",
        "operator": "buyer",
        "kind": "request",
        "modes": ["contract_manufacturing"],
        "emdn": ["A0201"],
        "processes": ["injection_moulding"],
        "title": "Seringues",
    },
    {"id": "closed", "operator": "buyer", "kind": "request", "expires": "2026-11-24"},
]
JUDGMENTS = "opportunity,operator,grade,reason\nopen,moulder,3,fits\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in (("operators", OPERATORS), ("opportunities", OPPORTUNITIES)):
        text = "\n".join(json.dumps(row) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    (tmp_path / "judgments.csv").write_text(JUDGMENTS, encoding="utf-8")
    return tmp_path


def test_ndcg_is_one_for_the_ideal_order() -> None:
    grades = {"a": 3, "b": 2, "c": 1}
    assert measures.ndcg(["a", "b", "c", "d"], grades) == 1.0


def test_ndcg_discounts_the_second_place() -> None:
    assert measures.ndcg(["x", "a"], {"a": 3}) == pytest.approx(0.6309, abs=1e-4)


def test_reciprocal_rank_and_precision_count_grade_two() -> None:
    grades = {"a": 1, "b": 2, "c": 3}
    assert measures.reciprocal_rank(["a", "b", "c"], grades) == 0.5
    assert measures.precision(["a", "b", "c"], grades) == 0.4
    assert measures.reciprocal_rank(["x"], grades) == 0.0


def test_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    low, high = measures.interval([0.0, 1.0, 0.5, 0.5])
    assert (low, high) == measures.interval([0.0, 1.0, 0.5, 0.5])
    assert low < 0.5 < high


def test_leave_one_out_gives_the_extremes() -> None:
    assert leave_one_out([0.0, 1.0, 0.5]) == [0.25, 0.75]


@pytest.mark.django_db
def test_evaluate_reads_a_set_with_missing_fields(folder: Path) -> None:
    report = evaluate(folder)

    assert report["set"]["measured"] == 1
    assert report["rankings"]["ours"]["nDCG@10"] == {"mean": 1.0, "ci95": [1.0, 1.0]}
    assert report["closed"] == {"opportunities": 1, "suggested": 0}
    assert set(report["rankings"]) == {
        "ours",
        "random",
        "words",
        "vectors",
        "category and process",
    }


@pytest.mark.django_db
def test_evaluate_matching_prints_json(folder: Path) -> None:
    out = StringIO()
    call_command("evaluate_matching", str(folder), stdout=out)
    assert json.loads(out.getvalue())["set"]["operators"] == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("operators.jsonl", "{"),
        ("operators.jsonl", '{"name": "no id"}'),
        ("operators.jsonl", "[1]"),
        ("opportunities.jsonl", '{"id": "x", "expires": "soon"}'),
        ("opportunities.jsonl", None),
        ("judgments.csv", "a,b\n1,2\n"),
    ],
)
def test_evaluate_matching_says_which_file_is_wrong(
    folder: Path, name: str, text: str | None
) -> None:
    path = folder / name
    path.unlink() if text is None else path.write_text(text)

    with pytest.raises(CommandError, match=name):
        call_command("evaluate_matching", str(folder), stdout=StringIO())


@pytest.mark.django_db
def test_evaluate_on_the_judged_set_beats_every_reference(settings: Settings) -> None:
    settings.SENTENCE_ENCODER = "search.vectors.UniversalSentenceEncoder"
    folder = shared_file("judged/dev/operators.jsonl").parent

    report = evaluate(folder)

    means = {name: row["nDCG@10"]["mean"] for name, row in report["rankings"].items()}
    assert means["ours"] >= 0.80
    assert means["ours"] == max(means.values())
    assert report["closed"] == {"opportunities": 1, "suggested": 0}
