"""The measure of search across languages, on a scratch index that goes away."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.indexing.evaluation import Pair, read_terms, score


@pytest.fixture(autouse=True)
def embedded_alone(settings: Any) -> None:
    settings.ELASTICSEARCH_URL = ""
    settings.SENTENCE_ENCODER = "tests.search.engines.documents.IdeaEncoder"


def test_score_counts_recall_and_the_reciprocal_of_the_rank() -> None:
    found = {"a": [7, 1], "b": [2], "c": []}
    pairs = [Pair("a", 1), Pair("b", 2), Pair("c", 3)]
    figures = score(pairs, lambda text, language: found[text], "fr")
    assert figures == {"recall_at_10": 0.6667, "mrr": 0.5}


def test_read_terms_gives_a_text_that_repeats_one_number(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("en,fr\nbed,lit\nbed,couche\nblood,\n", "utf-8")
    terms = read_terms(file, ["fr"])
    assert terms.english == ("bed", "blood")
    assert terms.queries == {"fr": (Pair("lit", 0), Pair("couche", 0))}


def test_evaluate_search_reports_each_way_and_pair_as_json(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("id,en,fr,ar\n1,syringe,seringue,محقن\n2,laser,laser,ليزر\n", "utf-8")
    out = StringIO()
    call_command("evaluate_search", terms=file, cpv=file, stdout=out)
    report = json.loads(out.getvalue())["embedded"]
    assert set(report) == {"fr>en (terms)", "ar>en (terms)", "fr>en (cpv)"}
    assert report["fr>en (terms)"]["fused"] == {"recall_at_10": 1.0, "mrr": 1.0}
    assert report["fr>en (terms)"]["lexical"]["recall_at_10"] == 0.5
    assert report["ar>en (terms)"]["n"] == 2


@pytest.mark.parametrize("content", ["", "en,de\na,b\n"])
def test_evaluate_search_says_what_a_file_lacks(tmp_path: Path, content: str) -> None:
    file = tmp_path / "terms.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(CommandError, match="must have rows with the columns en, fr"):
        call_command("evaluate_search", cpv=file)


def test_evaluate_search_asks_for_a_file() -> None:
    with pytest.raises(CommandError, match="Give --terms"):
        call_command("evaluate_search")
