"""Operators and opportunities that say something."""

from typing import Any

from cms.operators.models import Capability, Credential, Operator, OperatorText
from cms.opportunities.models import Opportunity, OpportunityText
from tests.factories import OperatorFactory, OpportunityFactory


def make_operator(
    name: str = "Atlas Plasturgie",
    *,
    body: str = "",
    language: str = "fr",
    processes: tuple[str, ...] = (),
    standards: tuple[str, ...] = (),
    **fields: Any,
) -> Operator:
    """A published operator with one prose, and bare capabilities and credentials."""
    operator = OperatorFactory(name=name, **fields)
    if body:
        OperatorText.objects.create(operator=operator, language=language, body=body)
    for process in processes:
        Capability.objects.create(operator=operator, process=process)
    for standard in standards:
        Credential.objects.create(operator=operator, standard=standard)
    return operator


def make_opportunity(
    title: str = "Cherche mouliste", *, body: str = "", language: str = "fr", **fields: Any
) -> Opportunity:
    """A published opportunity with one prose."""
    opportunity = OpportunityFactory(**fields)
    OpportunityText.objects.create(
        opportunity=opportunity, language=language, title=title, body=body
    )
    return opportunity


def make_pairs(count: int, *, title: str = "Cherche mouliste") -> None:
    """So many operators that say something of each kind, each with an opportunity."""
    for number in range(count):
        operator = make_operator(
            f"Atlas {number}",
            slug=f"atlas-{number}",
            body="Injection",
            processes=("injection_moulding",),
            standards=("EN ISO 13485",),
        )
        make_opportunity(title, operator=operator, modes=["licence"])
