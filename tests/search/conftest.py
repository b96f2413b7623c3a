"""Search tests know no thesaurus but the one that they ask for."""

import json
from pathlib import Path

import pytest

from cms.taxonomies.loading import DATA, THESAURUS
from search.text.in_use import IN_USE
from search.text.thesaurus import Concept, Thesaurus


@pytest.fixture(autouse=True)
def no_thesaurus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words stand for themselves, and no database is read for them."""
    monkeypatch.setattr(IN_USE, "reader", None)
    monkeypatch.setattr(IN_USE, "thesaurus", Thesaurus())


@pytest.fixture
def shipped_thesaurus(no_thesaurus: None, monkeypatch: pytest.MonkeyPatch) -> Thesaurus:
    """The first thesaurus, as it is shipped."""
    entries = json.loads(Path(DATA / THESAURUS).read_text("utf-8"))
    languages = (("fr", "fr"), ("en", "en"), ("ar", "ar"), ("abbreviations", ""))
    concepts = [
        Concept(tuple((term, code) for key, code in languages for term in entry[key]))
        for entry in entries
    ]
    made = Thesaurus(concepts)
    monkeypatch.setattr(IN_USE, "thesaurus", made)
    return made
