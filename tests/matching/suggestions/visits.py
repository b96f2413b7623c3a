"""Who comes to the pages of suggestions, and what they see there."""

from typing import Any

from django.test import Client

from cms.operators.models import Operator
from tests.matching.suggestions.factories import (
    person_of,
)

LIST = "/fr/suggestions/"


def signed_in(client: Client, operator: Operator, role: str = "owner") -> Client:
    client.force_login(person_of(operator, role))
    return client


def names(response: Any) -> list[str]:
    return [card.operator.name for card in response.context["cards"]]


def pages(operator: Operator, key: int) -> tuple[str, str]:
    return f"{LIST}?operator={operator.slug}", f"{LIST}opportunities/{key}/"
