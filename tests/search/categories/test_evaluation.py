"""The measure of the finder, and what its command says of a bad file."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search.categories.evaluation import Judged, recalls

pytestmark = pytest.mark.django_db


def test_recalls_counts_exact_codes_by_depth_and_branches() -> None:
    ranked = {"a": ["A0201", "B01"], "b": ["B0101", "A020199"], "c": []}
    judged = [Judged("a", "A0201"), Judged("b", "A020101"), Judged("c", "C01")]
    assert recalls(judged, lambda text: ranked[text]) == {
        "recall_at_1": 0.3333,
        "recall_at_5": 0.3333,
        "recall_at_10": 0.3333,
        "ancestor_recall_at_10": 0.6667,
    }


def test_evaluate_categories_prints_json_with_its_references(tmp_path: Path) -> None:
    file = tmp_path / "judged.csv"
    file.write_text("lang,text,emdn\nfr,seringues à usage unique,A0201\n", "utf-8")
    out = StringIO()
    call_command("evaluate_categories", str(file), stdout=out)
    report = json.loads(out.getvalue())
    assert (report["n"], report["unknown"], report["recall_at_10"]) == (1, 0, 1.0)
    assert set(report["references"]) == {"bm25_labels", "bm25_and_vectors"}


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "text\nx\n"])
def test_evaluate_categories_says_what_a_file_lacks(tmp_path: Path, content: str) -> None:
    file = tmp_path / "judged.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(CommandError, match="must have rows with the columns text, emdn"):
        call_command("evaluate_categories", str(file))


def test_evaluate_categories_says_that_a_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        call_command("evaluate_categories", str(tmp_path / "none.csv"))
