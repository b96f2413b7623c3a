"""Fixtures of introductions."""

import pytest

from matching.introductions.models import Introduction
from matching.introductions.services import ask_introduction
from tests.matching.factories import Sides


@pytest.fixture
def introduction(sides: Sides) -> Introduction:
    return ask_introduction(
        sides.asker, receiver=sides.receiver, asked_by=sides.asker_owner, message="Parlons-en."
    )
