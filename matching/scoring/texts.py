"""The one text of a profile that is analysed and encoded, the same for all sources.

Prose alone loses what a form already said: measured on the judged set, adding the name, the
processes, the labels of the categories and the scopes takes the vectors alone from an nDCG@10 of
0.53 to 0.67. Labels are put in lower case, as the official nomenclature shouts.
"""

from collections.abc import Callable, Iterable

import numpy as np

from matching.scoring.profiles import Capability, Credential, Prose
from matching.scoring.terms import Reading, words

TOKEN = 6
"""Letters kept of a word: enough to join the forms of one word in the three languages."""
SHORTEST = 3
LONGEST = 1500
"""Characters of prose that are encoded: more costs time and dilutes the vector."""


def spelled(process: str) -> str:
    """A process code as words: the codes are English."""
    return process.replace("_", " ")


def operator_text(
    name: str,
    prose: Iterable[str],
    capabilities: Iterable[Capability],
    credentials: Iterable[Credential],
    category_label: Callable[[str], str],
) -> str:
    """Name, prose in all languages, processes, categories and scopes of an operator."""
    skills = list(capabilities)
    processes = dict.fromkeys(spelled(item.process) for item in skills)
    labels = dict.fromkeys(category_label(code).lower() for item in skills for code in item.emdn)
    scopes = dict.fromkeys(f"{item.standard} {item.scope}".strip() for item in credentials)
    body = " ".join(prose)[:LONGEST]
    return _joined(f"{name}.", body, ", ".join(processes), ", ".join(labels), "; ".join(scopes))


def opportunity_text(
    title: str,
    text: str,
    processes: Iterable[str],
    emdn: Iterable[str],
    category_label: Callable[[str], str],
) -> str:
    """Title, text, processes and categories of an opportunity."""
    labels = ", ".join(dict.fromkeys(category_label(code).lower() for code in emdn))
    return _joined(f"{title}.", text[:LONGEST], ", ".join(map(spelled, sorted(processes))), labels)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part.strip(" ."))


def tokens(text: str) -> frozenset[str]:
    """The informative words of a text, cut to their beginning."""
    return frozenset(word[:TOKEN] for word in words(text) if len(word) >= SHORTEST)


def prose_of(reading: Reading, *, text: str, vector: np.ndarray | None) -> Prose:
    """What scoring keeps of a text once it was read and encoded."""
    return Prose(
        tokens=tokens(text),
        vector=vector,
        processes=reading.processes,
        needs=reading.needs,
        standards=reading.standards,
        readiness=reading.readiness,
    )
