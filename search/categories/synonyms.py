"""What makers say for the words of the official terms: read into the index beside them.

`data/label_words.csv` says what stands in a term (`RT POC`, `NA REAGENTS`, `SCISSORS`) and what
makers write for it, abbreviations and other languages included. A row holds for every label in
which all its words stand, so that `HIV 1 - NA REAGENTS` is also found by `PCR` and `RNA`.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from search.categories.lexical import label_stems

FILE = Path(__file__).parent / "data" / "label_words.csv"
Rule = tuple[frozenset[str], tuple[str, ...]]


@lru_cache(maxsize=1)
def shipped_rules() -> Mapping[str, tuple[Rule, ...]]:
    """The rules by one of the stems that a label must hold."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            said = label_stems(row["label"], "en")
            meant = tuple(dict.fromkeys(label_stems(row["words"], "")))
            rules[said[0]].append((frozenset(said), meant))
    return {stem: tuple(found) for stem, found in rules.items()}


def also_said(stems: Iterable[str]) -> set[str]:
    """The further stems by which a label of these English stems is found."""
    held = frozenset(stems)
    return {
        term
        for stem in held
        for said, meant in shipped_rules().get(stem, ())
        if said <= held
        for term in meant
    }
