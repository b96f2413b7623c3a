"""Who comes to the pages of introductions, and where they are."""

from django.test import Client

from matching.introductions.models import Introduction
from tests.factories import CuratorFactory
from tests.matching.factories import Sides


def address(introduction: Introduction, part: str = "") -> str:
    return f"/fr/introductions/{introduction.pk}/{part}"


def sign_in(client: Client, who: str, sides: Sides) -> None:
    if who != "anonymous":
        client.force_login(CuratorFactory() if who == "curator" else getattr(sides, who))
