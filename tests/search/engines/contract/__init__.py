"""The definition of a search engine: every engine's test class derives from EngineContract.

A subclass gives the fixture `engine`: empty, serving, with IdeaEncoder and `today` at TODAY.
"""

from tests.search.engines.contract.asking import pks
from tests.search.engines.contract.facets import FacetContract
from tests.search.engines.contract.meeting import MeetingContract
from tests.search.engines.contract.pages import PageContract
from tests.search.engines.contract.proposals import ProposalContract
from tests.search.engines.contract.texts import TextContract
from tests.search.engines.contract.visibility import VisibilityContract
from tests.search.engines.contract.writing import WritingContract


class EngineContract(
    WritingContract,
    TextContract,
    FacetContract,
    PageContract,
    MeetingContract,
    ProposalContract,
    VisibilityContract,
):
    """What is asked of every engine."""


__all__ = ["EngineContract", "pks"]
