"""The thesaurus that queries are widened with in this process: the curators', the shipped behind.

Whoever keeps the concepts registers how they are read (`read_concepts_with`); this package knows
no database.
"""

import threading
import time
from collections.abc import Callable, Sequence

from search.text.lexicon import shipped_words
from search.text.thesaurus import Concept, Thesaurus

# How often other processes' edits are looked for.
CHECK_SECONDS = 20.0

Reader = Callable[[], Sequence[Concept]]


class InUse:
    """The thesaurus of this process: read when first needed, and again when it may have changed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.reader: Reader | None = None
        self.thesaurus = Thesaurus()
        self.looked_at = float("-inf")

    def get(self) -> Thesaurus:
        """The concepts as they are, at most CHECK_SECONDS old."""
        if self.reader and time.monotonic() - self.looked_at > CHECK_SECONDS:
            with self.lock:
                if time.monotonic() - self.looked_at > CHECK_SECONDS:
                    concepts = tuple(self.reader())
                    if concepts != self.thesaurus.concepts or not self.thesaurus.behind:
                        self.thesaurus = Thesaurus(concepts, behind=shipped_words())
                    self.looked_at = time.monotonic()
        return self.thesaurus

    def look_again(self) -> None:
        """Have the next query see an edit made in this process."""
        self.looked_at = float("-inf")


IN_USE = InUse()


def read_concepts_with(reader: Reader) -> None:
    """Say how the concepts are read; called once, when the application starts."""
    IN_USE.reader = reader
    IN_USE.look_again()
