"""Who stands for an operator: its members, or its steward while it has none.

An operator that the federation imported has no member yet; the curator who follows it answers
in its place, and steps out by itself with the first member.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from cms.operators.models import Membership, Operator
from cms.operators.querysets import OperatorQuerySet
from frame.prepared import Given, PreparedRows

ACTING_ROLES = (Membership.Role.OWNER, Membership.Role.EDITOR)


def operators_read_by(user: User | AnonymousUser) -> OperatorQuerySet:
    """The operators whose introductions and conversations a person may read."""
    return operators_with(user, Membership.Role.values)


def operators_acted_for_by(user: User | AnonymousUser) -> OperatorQuerySet:
    """The operators in whose name a person may ask, answer and write."""
    return operators_with(user, ACTING_ROLES)


def keys_read_by(user: User | AnonymousUser) -> QuerySet[Any, int]:
    """The keys of `operators_read_by`: of whoever follows none, their memberships say it."""
    if user.is_authenticated and user.is_active and not user.is_curator:
        return member_keys(user)
    return operators_read_by(user).values_list("pk", flat=True)


def member_keys(user: User | Given) -> QuerySet[Any, int]:
    """The keys of the operators that an active person is a member of."""
    own = Membership.objects.active().filter(user=user)
    return own.order_by().values_list("operator", flat=True)


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


class Part(NamedTuple):
    """That a person, given by the key, stands for an operator; whether they may act for it."""

    operator: int
    person: int
    acts: bool


MEMBERS = PreparedRows(
    lambda: (
        Membership.objects.active()
        .filter(Q(operator=Given("one")) | Q(operator=Given("other")))
        .order_by()
        .values_list("operator", "user", "role")
    )
)


def parts_in(one: int, other: int) -> list[Part]:
    """Who stands for either of two operators: one query where each has a member."""
    rows = MEMBERS(one=one, other=other)
    parts = [Part(operator, person, role in ACTING_ROLES) for operator, person, role in rows]
    alone = {one, other} - {part.operator for part in parts}
    followed = Operator.objects.filter(pk__in=alone).select_related("steward") if alone else ()
    return parts + [
        Part(operator.pk, steward.pk, acts=True)
        for operator in followed
        for steward in people_behind(operator, ())
    ]


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
