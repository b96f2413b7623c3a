"""An introduction asked for."""

from cms.opportunities.models import Opportunity
from matching.introductions.models import Introduction
from matching.introductions.services import (
    ask_introduction,
)
from tests.matching.factories import Sides


def ask(sides: Sides, *, opportunity: Opportunity | None = None) -> Introduction:
    return ask_introduction(
        sides.asker,
        receiver=sides.receiver,
        asked_by=sides.asker_owner,
        message="Bonjour, parlons-en.",
        opportunity=opportunity,
    )
