"""Whose suggestions a person may see: their operator's people and curators, nobody else."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from cms.operators.models import Operator
from cms.operators.querysets import OperatorQuerySet
from cms.opportunities.models import Opportunity

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
    if not key:
        return None
    number = int(key) if key.isdecimal() and len(key) <= LONGEST_KEY else 0
    return get_object_or_404(Opportunity, pk=number, operator=operator)
