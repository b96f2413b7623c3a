"""Which categories hold the words of a text: BM25 over labels, the branch above counting less."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from search.text import Token, tokenize
from search.text.in_use import IN_USE

# S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
SATURATION = 1.2
LENGTH_SHARE = 0.6
# Words far into a text say less about what the product is: half the weight at this place.
HALF_PLACE = 18
# What catalogues say of any product.
WEAK_SHARE = 0.4
WEAK_WORDS = (
    "kit kits set device devices system systems medical use used test tests intended product "
    "products human non single sterile size color colour type class intend patient patients "
    "quantitative determination serum plasma whole plus no max min various purpose general "
    "instrument instruments disposable reusable suitable order contain include made design "
    "provide high low new large small medium left right pack box piece pieces pcs adult "
    "dispositif dispositifs medical usage unique produit produits taille fabrication fabricant "
    "medizinprodukt جهاز اجهزه طبي طبيه منتج منتجات صناعه تصنيع"
)
# A word that no label holds is taken for one that begins as it does, in another language's
# spelling: `mammographie` and `mammography`, `Endoskop` and `endoscope`.
COGNATE_SHARE = 0.6
COGNATE_LETTERS = 6
SPELLINGS = (("ae", "e"), ("oe", "e"), ("ph", "f"), ("th", "t"), ("y", "i"), ("k", "c"), ("z", "s"))
DOUBLED = re.compile(r"(.)\1")

# What another name of a thing is worth beside the one that was written.
SYNONYM_SHARE = 0.3

Weights = Mapping[str, float]


def stems(token: Token) -> Iterable[str]:
    """The stems of a token and of its parts: a plural and its singular are one."""
    every = token.terms.union(*token.parts)
    return [term for term in every if ":" in term] or every


def listed_stems(words: str) -> frozenset[str]:
    """The stems of a list of words."""
    return frozenset(term for token in tokenize(words) for term in stems(token))


WEAK = listed_stems(WEAK_WORDS)


def text_weights(tokens: Sequence[Token]) -> dict[str, float]:
    """The terms of a text, each with its weight by the place where it stands first."""
    weights: dict[str, float] = {}
    for place, token in enumerate(tokens):
        if token.is_stopword:
            continue
        weight = 1 / (1 + place / HALF_PLACE)
        for term in stems(token):
            weights.setdefault(term, weight * (WEAK_SHARE if term in WEAK else 1))
    return weights


def widened(weights: Weights, tokens: Sequence[Token]) -> dict[str, float]:
    """The weights with those of the other names that the thesaurus has, in all languages.

    `heart` speaks for a label with `cardiac`, `foie` for one with `liver`; less than itself.
    """
    wide = dict(weights)
    for said, names in IN_USE.get().runs(tokens):
        weight = max(weights.get(term, 0.0) for token in said for term in stems(token))
        for name in names:
            for word in name.words:
                for term in word:
                    if term not in WEAK:
                        wide.setdefault(term, weight * SYNONYM_SHARE / len(name.words))
    return wide


def label_stems(label: str, language: str) -> list[str]:
    """The stems of a label, stop words left out."""
    tokens = tokenize(label, language)
    return [term for token in tokens if not token.is_stopword for term in stems(token)]


def cognate_key(term: str) -> str:
    """What related words of Latin and Greek share in all spellings; "" for short words."""
    word = term.split(":")[0]
    if len(word) < COGNATE_LETTERS or not word.isascii() or not word.isalpha():
        return ""
    for written, plain in SPELLINGS:
        word = word.replace(written, plain)
    key = DOUBLED.sub(r"\1", word)[:COGNATE_LETTERS]
    return key if len(key) == COGNATE_LETTERS else ""


class Bm25:
    """Scores of bags of weighted terms against a text, as arrays over all bags."""

    def __init__(self, bags: Sequence[Weights], further: Sequence[Weights] = ()) -> None:
        """`further` has more terms for each bag, which don't make it longer."""
        self.count = len(bags)
        lengths = np.array([sum(bag.values()) for bag in bags] or [1.0])
        norms = 1 - LENGTH_SHARE + LENGTH_SHARE * lengths / max(1e-9, float(lengths.mean()))
        rows: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, list[float]] = defaultdict(list)
        for row, bag in enumerate(bags):
            more = further[row] if further else {}
            for term, weight in {**more, **bag}.items():
                rows[term].append(row)
                weights[term].append(weight)
        self.postings = {
            term: self._posting(np.array(rows[term]), np.array(weights[term]), norms)
            for term in rows
        }
        self.cognates: dict[str, list[str]] = defaultdict(list)
        for term in self.postings:
            if key := cognate_key(term):
                self.cognates[key].append(term)

    def _posting(
        self, rows: np.ndarray, weights: np.ndarray, norms: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        idf = math.log(1 + (self.count - len(rows) + 0.5) / (len(rows) + 0.5))
        gains = weights * (SATURATION + 1) / (weights + SATURATION * norms[rows])
        return rows, (idf * gains).astype(np.float32)

    def scores(self, weights: Weights, *, with_cognates: bool = True) -> np.ndarray:
        """float32[bags], 0 where no word is shared."""
        found = np.zeros(self.count, np.float32)
        known = {term: weight for term, weight in weights.items() if term in self.postings}
        words = {term.split(":")[0] for term in known}
        for term, weight in known.items():
            rows, gains = self.postings[term]
            found[rows] += gains * weight
        for key, weight in self._missing(weights, words).items() if with_cognates else ():
            near = np.zeros(self.count, np.float32)
            for term in self.cognates[key]:
                rows, gains = self.postings[term]
                near[rows] = np.maximum(near[rows], gains * weight * COGNATE_SHARE)
            found += near
        return found

    def _missing(self, weights: Weights, known: set[str]) -> dict[str, float]:
        """The keys of the terms that no bag holds but some bag's words are related to."""
        keys = {
            cognate_key(term): weight
            for term, weight in weights.items()
            if term not in self.postings and term.split(":")[0] not in known
        }
        held = {cognate_key(word) for word in known}
        return {k: w for k, w in keys.items() if k and k not in held and k in self.cognates}
