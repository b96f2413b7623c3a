"""Whose suggestions a person may see: their operator's people and curators, nobody else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from cms.operators.models import Operator
from cms.operators.querysets import OperatorQuerySet
from cms.opportunities.models import Opportunity
from cms.opportunities.querysets import OpportunityQuerySet

LONGEST_KEY = 18


def operators_read_by(user: User) -> OperatorQuerySet:
    """The operators whose suggestions a person may read; all of them for a curator."""
    if user.is_curator:
        return Operator.objects.all()
    return Operator.objects.of_member(user)


def operators_decided_by(user: User) -> OperatorQuerySet:
    """The operators for which a person may set suggestions aside: owners and editors."""
    return Operator.objects.edited_by(user)


def find_opportunity(request: HttpRequest, operator: Operator) -> Opportunity | None:
    """The opportunity of `operator` that the request names; 404 for one that is not its own."""
    key = request.POST.get("opportunity") or request.GET.get("opportunity") or ""
    return find_by_key(Opportunity.objects.filter(operator=operator), key)


def find_answered(request: HttpRequest, candidate: Operator) -> Opportunity | None:
    """The opportunity of `candidate` in the address; 404 for one that the reader may not see."""
    shown = Opportunity.objects.visible_to(request.user).filter(operator=candidate)
    return find_by_key(shown, request.GET.get("answers", ""))


def find_by_key(opportunities: OpportunityQuerySet, key: str) -> Opportunity | None:
    """The one with a key as it stands in an address; None where none is named."""
    if not key:
        return None
    number = int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else 0
    return get_object_or_404(opportunities, pk=number)
