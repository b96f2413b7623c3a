"""Generated operators and opportunities as documents: realistic, in three languages, from a seed.

The same seed gives the same documents on every machine. Taxonomy codes and labels are those that
the project ships; everything else is invented.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bench.words import (
    ARABIC_HEADS,
    ARABIC_TAILS,
    CITIES,
    FIRST_NAMES,
    FOREIGN,
    FORMS,
    HEADS,
    LAST_NAMES,
    SENTENCES,
    TAILS,
    TITLES,
    listed,
)
from search.documents import Document, HeldCredential, Keyword, document_id
from search.documents.labels import with_ancestors
from search.requests import LANGUAGES, OPERATORS, OPPORTUNITIES

DATA = Path(__file__).parents[1] / "cms" / "taxonomies" / "data"
TODAY = date(2026, 11, 25)
TYPES = listed(
    "manufacturer subcontractor laboratory sterilisation_centre distributor research_centre "
    "training_centre consultancy startup institution"
)
CLASSES = listed("I Is Im Ir IIa IIb III IVD-A IVD-B IVD-C IVD-D")
SIZES = ("micro", "small", "medium", "large")
# Most companies write in French only; a few in all three languages.
WRITTEN_IN = (("fr",),) * 5 + (("en",),) * 2 + (("ar",), ("fr", "en"), ("fr", "ar"), LANGUAGES)
VISIBILITIES = ("public",) * 8 + ("members", "named")


@cache
def taxonomy(name: str) -> list[dict[str, Any]]:
    """A shipped code list: code, fr, en, ar and more."""
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


@cache
def labels(name: str, code: str) -> dict[str, str]:
    """The labels of a code by language."""
    row = next(row for row in taxonomy(name) if row["code"] == code)
    return {language: row[language] for language in LANGUAGES if row.get(language)}


@dataclass(frozen=True)
class Trade:
    """What a generated company does: codes of each list."""

    processes: tuple[str, ...]
    categories: tuple[str, ...]
    modes: tuple[str, ...]
    standards: tuple[str, ...]

    @classmethod
    def drawn(cls, random: Random) -> "Trade":
        """A trade as a company would have it: related processes, a few categories."""
        return cls(
            draw(random, "processes", 1, 5),
            draw(random, "device_categories", 1, 4),
            draw(random, "modes", 1, 3),
            draw(random, "standards", 0, 3),
        )

    def keywords(self) -> tuple[Keyword, ...]:
        """All labels, ancestors of categories among them."""
        lists = (
            ("processes", "processes", self.processes),
            ("categories", "device_categories", with_ancestors(self.categories)),
            ("modes", "modes", self.modes),
            ("credentials", "standards", self.standards),
        )
        return tuple(
            Keyword(facet, code, labels(name, code))
            for facet, name, codes in lists
            for code in codes
        )

    def phrase(self, random: Random, sentence: str, language: str) -> str:
        """A sentence with this trade's words in it."""
        return sentence.format(
            p=self.word(random, "processes", self.processes, language),
            q=self.word(random, "processes", self.processes, language),
            c=self.word(random, "device_categories", self.categories, language),
            m=self.word(random, "modes", self.modes, language),
            n=random.choice((4, 16, 32, 80, 120, 250, 600, 1200, 50000, 2000000)),
        )

    @staticmethod
    def word(random: Random, name: str, codes: tuple[str, ...], language: str) -> str:
        """The label of one of the codes."""
        return labels(name, random.choice(codes)).get(language, "").lower()


def draw(random: Random, name: str, least: int, most: int) -> tuple[str, ...]:
    """Some codes of a list, the first ones of it more often."""
    rows = taxonomy(name)
    count = random.randint(least, most)
    places = (int(len(rows) * random.random() ** 1.6) for _ in range(count))
    return tuple(dict.fromkeys(rows[place]["code"] for place in places))


def generate_operators(count: int, *, seed: int = 1, first: int = 1) -> Iterator[Document]:
    """`count` operators with pks from `first` on."""
    for pk in range(first, first + count):
        yield operator(Random(f"{seed}-operator-{pk}"), pk)


def generate_opportunities(
    count: int, *, operators: int, seed: int = 1, first: int = 1
) -> Iterator[Document]:
    """`count` opportunities of the first `operators` operators of the same seed."""
    for pk in range(first, first + count):
        yield opportunity(Random(f"{seed}-opportunity-{pk}"), pk, operators)


def operator(random: Random, pk: int) -> Document:
    """One operator."""
    trade = Trade.drawn(random)
    city, city_ar, region = random.choice(CITIES)
    country = "MA" if random.random() < 0.7 else random.choice(FOREIGN)
    languages = random.choice(WRITTEN_IN)
    name = " ".join(
        filter(None, (random.choice(HEADS), random.choice(TAILS), random.choice(FORMS)))
    )
    arabic = f"{random.choice(ARABIC_HEADS)} {random.choice(ARABIC_TAILS)}"
    person = f"{random.choice(FIRST_NAMES)} {random.choice(LAST_NAMES)}"
    return Document(
        id=document_id(OPERATORS, pk),
        kind=OPERATORS,
        pk=pk,
        operator_pk=pk,
        names=(f"{name} {pk}", arabic) if "ar" in languages else (f"{name} {pk}",),
        summaries={code: prose(random, trade, code, 1) for code in languages},
        bodies={code: prose(random, trade, code, random.randint(3, 9)) for code in languages},
        member_text=f"{person} · contact{pk}@operator.example",
        keywords=(*trade.keywords(), Keyword("", "", {"fr": city, "ar": city_ar})),
        facets={
            "countries": (country,),
            "regions": (region,) if country == "MA" else (),
            "operator_types": (random.choice(TYPES),),
            "sizes": (random.choice(SIZES),),
            "languages": languages,
            **trade_facets(random, trade),
        },
        credentials=tuple(credential(random, code) for code in trade.standards),
        visibility=random.choice(VISIBILITIES),
        published_at=moment(random),
    )


def opportunity(random: Random, pk: int, operators: int) -> Document:
    """One opportunity."""
    trade = Trade.drawn(random)
    side = random.choice(("offer", "request"))
    languages = random.choice(WRITTEN_IN)
    owner = random.randint(1, operators)
    return Document(
        id=document_id(OPPORTUNITIES, pk),
        kind=OPPORTUNITIES,
        pk=pk,
        operator_pk=owner,
        names=(f"{random.choice(HEADS)} {random.choice(TAILS)} {owner}",),
        titles={code: trade.phrase(random, TITLES[side][code], code) for code in languages},
        bodies={code: prose(random, trade, code, random.randint(2, 6)) for code in languages},
        keywords=trade.keywords(),
        facets={
            "countries": ("MA" if random.random() < 0.7 else random.choice(FOREIGN),),
            "sides": (side,),
            "languages": languages,
            **trade_facets(random, trade),
        },
        trl=random.choice((None, 3, 5, 6, 7, 8, 9)),
        visibility=random.choice(VISIBILITIES),
        expires_on=TODAY + timedelta(days=random.randint(-30, 365)),
        published_at=moment(random),
    )


def trade_facets(random: Random, trade: Trade) -> dict[str, tuple[str, ...]]:
    """The codes of what is done."""
    return {
        "processes": trade.processes,
        "categories": with_ancestors(trade.categories),
        "classes": tuple(random.sample(CLASSES, random.randint(0, 3))),
        "modes": trade.modes,
    }


def prose(random: Random, trade: Trade, language: str, sentences: int) -> str:
    """Some sentences of a profile."""
    chosen = random.sample(SENTENCES[language], sentences)
    return " ".join(trade.phrase(random, sentence, language) for sentence in chosen)


def credential(random: Random, standard: str) -> HeldCredential:
    """A credential, one in four of them expired."""
    start = TODAY - timedelta(days=random.randint(100, 1100))
    end = TODAY + timedelta(days=random.randint(-300, 900))
    return HeldCredential(standard, start, end)


def moment(random: Random) -> datetime:
    """A time of publication in the last three years."""
    newest = datetime(2026, 11, 25, tzinfo=UTC)
    return newest - timedelta(minutes=random.randint(0, 3 * 365 * 24 * 60))
