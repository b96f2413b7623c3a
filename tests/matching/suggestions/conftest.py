"""Suggestions without the encoder: what it adds is measured in test_evaluation.py."""

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def without_encoder(settings: Settings) -> None:
    settings.SENTENCE_ENCODER = "none"
