"""A word as an engine looks for it."""

from dataclasses import dataclass

from search.text import QueryWord


@dataclass(frozen=True)
class Lookup:
    """A word to find, with what stands in for it: words that begin so, or respellings."""

    word: QueryWord
    is_begun: bool = False
    slips: tuple[QueryWord, ...] = ()
    spelling: str = ""

    @property
    def terms(self) -> frozenset[str]:
        """What is to be marked."""
        stand_ins = (term for slip in self.slips for term in slip.terms)
        same = (term for synonym in self.word.synonyms for term in synonym.marks)
        return self.word.marks.union(stand_ins, same)
