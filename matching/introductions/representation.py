"""Who stands for an operator: its members, or its steward while it has none.

An operator that the federation imported has no member yet; the curator who follows it answers
in its place, and steps out by itself with the first member.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from cms.operators.models import Membership, Operator
from cms.operators.querysets import OperatorQuerySet

ACTING_ROLES = (Membership.Role.OWNER, Membership.Role.EDITOR)


def operators_read_by(user: User | AnonymousUser) -> OperatorQuerySet:
    """The operators whose introductions and conversations a person may read."""
    return operators_with(user, Membership.Role.values)


def operators_acted_for_by(user: User | AnonymousUser) -> OperatorQuerySet:
    """The operators in whose name a person may ask, answer and write."""
    return operators_with(user, ACTING_ROLES)


def keys_read_by(user: User | AnonymousUser) -> QuerySet[Any, int]:
    """The keys of `operators_read_by`, to filter by or to read."""
    return keys_with(user, Membership.Role.values)


def keys_acted_for_by(user: User | AnonymousUser) -> QuerySet[Any, int]:
    """The keys of `operators_acted_for_by`, to filter by or to read."""
    return keys_with(user, ACTING_ROLES)


def keys_with(user: User | AnonymousUser, roles: Iterable[str]) -> QuerySet[Any, int]:
    """The keys of `operators_with`: of whoever follows none, their memberships alone say it."""
    if user.is_authenticated and user.is_active and not user.is_curator:
        own = Membership.objects.filter(user=user, role__in=list(roles))
        return own.values_list("operator", flat=True)
    return operators_with(user, roles).values_list("pk", flat=True)


def operators_with(user: User | AnonymousUser, roles: Iterable[str]) -> OperatorQuerySet:
    """Those where a person has one of the roles, and those without members that they follow."""
    if not user.is_authenticated or not user.is_active:
        return Operator.objects.none()
    rows = Membership.objects.filter(user=user, role__in=list(roles))
    own = Q(pk__in=rows.values("operator"))
    followed = Q(steward=user) & ~Q(Exists(members_of_outer()))
    return Operator.objects.filter(own | followed if user.is_curator else own)


def members_of_outer() -> QuerySet[Membership]:
    """The active members of the operator of the query around."""
    return Membership.objects.active().filter(operator=OuterRef("pk"))


def readers_of(operator: Operator) -> list[User]:
    """Those who read for an operator: its active members, else its steward."""
    return people_behind(operator, Membership.Role.values)


def reader_keys(operators: Collection[int]) -> set[int]:
    """The keys of all who read for some operators: one query where each has a member."""
    rows = Membership.objects.active().filter(operator__in=operators)
    members = list(rows.values_list("operator", "user"))
    alone = set(operators) - {operator for operator, _user in members}
    followed = Operator.objects.filter(pk__in=alone).select_related("steward") if alone else ()
    stewards = {steward.pk for row in followed for steward in people_behind(row, ())}
    return {user for _operator, user in members} | stewards


def actors_of(operator: Operator) -> list[User]:
    """Those who may act for an operator: owners and editors, else its steward."""
    return people_behind(operator, ACTING_ROLES)


def people_behind(operator: Operator, roles: Iterable[str]) -> list[User]:
    """The active members with one of the roles; the steward of an operator without members."""
    members = list(operator.memberships.active().select_related("user"))
    if members:
        wanted = set(roles)
        return [member.user for member in members if member.role in wanted]
    steward = operator.steward
    return [steward] if steward and steward.is_active and steward.is_curator else []
