"""Published operators and opportunities that fit each other."""

from typing import Any

from accounts.models import User
from cms.operators.models import Capability, Credential, Operator, OperatorText
from cms.opportunities.models import Opportunity, OpportunityText
from matching.suggestions.refreshing import refresh_stale
from tests.factories import MembershipFactory, OperatorFactory, OpportunityFactory

PROSE = "Moulage par injection de seringues en salle blanche, à façon."


def make_moulder(name: str = "Injecta Tanger", **fields: Any) -> Operator:
    """A published contract moulder of syringes with an owner."""
    plain = {
        "type": "subcontractor",
        "languages": ["fr"],
        "markets": ["FR", "MA"],
        "offers": ["contract_manufacturing"],
        "seeks": ["contract_manufacturing"],
    }
    operator: Operator = OperatorFactory(name=name, **plain | fields)
    MembershipFactory(operator=operator)
    Capability.objects.create(
        operator=operator, process="injection_moulding", categories=["A0201"], classes=["IIa"]
    )
    Credential.objects.create(operator=operator, standard="EN ISO 13485", categories=["A0201"])
    OperatorText.objects.create(operator=operator, language="fr", summary="Injection", body=PROSE)
    return operator


def make_buyer(name: str = "Seringues de Savoie", **fields: Any) -> Operator:
    """A published French maker with an owner."""
    plain = {
        "type": "manufacturer",
        "country": "FR",
        "region": "",
        "languages": ["fr", "en"],
        "seeks": ["contract_manufacturing"],
    }
    operator: Operator = OperatorFactory(name=name, **plain | fields)
    MembershipFactory(operator=operator)
    OperatorText.objects.create(operator=operator, language="fr", summary="Seringues")
    return operator


def make_request(operator: Operator, **fields: Any) -> Opportunity:
    """A published request for moulded syringes."""
    plain = {
        "modes": ["contract_manufacturing"],
        "categories": ["A0201"],
        "classes": ["IIa"],
        "processes": ["injection_moulding"],
        "required_credentials": ["EN ISO 13485"],
    }
    opportunity: Opportunity = OpportunityFactory(operator=operator, **plain | fields)
    OpportunityText.objects.create(
        opportunity=opportunity, language="fr", title="Seringues à mouler", body=PROSE
    )
    return opportunity


def person_of(operator: Operator, role: str = "owner") -> User:
    """A person with a role in the operator; the first one with it, else a new one."""
    found = operator.memberships.filter(role=role).first()
    member: Any = found or MembershipFactory(operator=operator, role=role)
    person: User = member.user
    return person


def refreshed() -> int:
    """Fill the profiles now, as the task does after the commit."""
    return refresh_stale()
