"""The shipped words of medicine in three languages, behind the thesaurus that curators keep.

`data/medical_words.csv` was written for the project, from general medical vocabulary: anatomy,
diseases, microbes, chemistry, forms of medicines, laboratory work and the adjectives that go with
them. The Arabic follows the Unified Medical Dictionary (WHO, Regional Office for the Eastern
Mediterranean) and, after it, everyday words. Each row is one thing, its names divided by `;`.
"""

import csv
from functools import lru_cache
from pathlib import Path

from search.text.folding import fold
from search.text.thesaurus import Concept, Thesaurus

FILE = Path(__file__).parent / "data" / "medical_words.csv"
LANGUAGES = ("en", "fr", "ar")


def shipped_concepts() -> tuple[Concept, ...]:
    """One concept a row; what French and English write alike stands once, in both languages."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(concept_of(row) for row in csv.DictReader(file))


def concept_of(row: dict[str, str]) -> Concept:
    """The terms of a row, the English ones first."""
    terms: dict[str, tuple[str, str]] = {}
    for language in LANGUAGES:
        for term in row[language].split(";"):
            key, written = fold(term.strip()), term.strip()
            known = terms.get(key, (written, language))[1]
            terms[key] = (written, language if known == language else "")
    return Concept(tuple(terms.values()))


@lru_cache(maxsize=1)
def shipped_words() -> Thesaurus:
    """The shipped words, made ready once a process (about half a second, when first needed)."""
    return Thesaurus(shipped_concepts())
