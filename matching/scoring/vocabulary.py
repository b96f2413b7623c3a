"""Words by which companies of this field name what they do, need and hold.

A third of the profiles say what they do in prose only; the taxonomy's labels are too stiff to
recognise it there ("seringues moulées sous presse"). Taxonomy labels are added to these phrases
as data, see `terms.Vocabulary.with_labels`.
"""

import tomllib
from pathlib import Path

PROCESS_PHRASES: dict[str, tuple[str, ...]] = {
    code: tuple(phrases)
    for code, phrases in tomllib.loads(
        (Path(__file__).parent / "data" / "process_phrases.toml").read_text(encoding="utf-8")
    ).items()
}
"""Phrases by process code: word beginnings that stand close together in one clause."""

NEGATIONS: frozenset[str] = frozenset(
    [
        "pas",
        "ni",
        "non",
        "sans",
        "aucun",
        "aucune",
        "jamais",
        "hors",
        "ne",
        "n",
        "plus",
        "not",
        "no",
        "nor",
        "never",
        "without",
        "لا",
        "ليس",
        "ليست",
        "دون",
        "بدون",
        "غير",
        "لم",
        "لن",
    ]
)
"""Words that turn round the clause they stand in: "pas de cintrage ni de peinture"."""

SEEKING: tuple[str, ...] = (
    "cherch", "recherch", "besoin", "voudr", "souhait", "aimeri", "manqu", "attend",
    "look", "seek", "search", "need", "want", "wish", "lack",
    "نبحث", "ابحث", "نريد", "نحتاج", "نطلب", "تبحث", "ينقص", "نود", "يبحث", "مطلوب",
)  # fmt: skip
"""Beginnings of the words that make a sentence a search for something."""

PENDING: tuple[str, ...] = (
    "prepar", "demarr", "cours", "commenc", "prevu", "prochain", "futur", "expir", "echu",
    "laps", "renew", "renouvel", "planned", "start", "soon", "pending", "انتهت", "تجديد", "نحضر",
)  # fmt: skip
"""Beginnings of the words that make a named standard not held today."""

STANDARD_NUMBERS: dict[str, str] = {
    "13485": "EN ISO 13485",
    "9001": "ISO 9001",
    "11135": "ISO 11135",
    "11137": "ISO 11137",
    "17665": "ISO 17665",
    "17025": "ISO/IEC 17025",
    "15378": "ISO 15378",
    "16949": "IATF 16949",
    "mdsap": "MDSAP",
}
