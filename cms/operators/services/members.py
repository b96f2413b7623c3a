"""Writes of who belongs to an operator. An operator with owners never loses the last one."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.operators.errors import LastOwnerError
from cms.operators.models import Membership, Operator
from cms.publishing.locking import lock_row
from notifications.services import notify

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def change_role(membership: Membership, *, role: str, by: "User") -> Membership:
    """Give a member another role; raises LastOwnerError where no owner would be left."""
    current = _hold(membership)
    if current is None or current.role == role:
        return membership
    if role != Membership.Role.OWNER:
        _refuse_last_owner(current)
    current.role = role
    current.save(update_fields=["role"])
    notify(
        [current.user],
        "member.role_changed",
        params={"operator": current.operator.names},
        url=_members_url(current.operator),
        actor=by,
    )
    return current


@transaction.atomic
def remove_member(membership: Membership, *, by: "User") -> bool:
    """Take a person off an operator, or let them leave; return whether they were still in.

    Raises LastOwnerError. Conversations close what this person had open: they listen to the
    deletion.
    """
    current = _hold(membership)
    if current is None:
        return False
    _refuse_last_owner(current)
    current.delete()
    notify(
        [current.user],
        "member.removed",
        params={"operator": current.operator.names},
        url="/",
        actor=by,
    )
    return True


def _hold(membership: Membership) -> Membership | None:
    """The membership as it is now, its operator's row held so that no two changes cross."""
    lock_row(membership.operator)
    found = Membership.objects.filter(pk=membership.pk)
    return found.select_related("operator", "user").first()


def _refuse_last_owner(membership: Membership) -> None:
    if membership.role != Membership.Role.OWNER:
        return
    others = Membership.objects.filter(operator=membership.operator).owners().active()
    if not others.exclude(pk=membership.pk).exists():
        raise LastOwnerError(
            _("Un opérateur garde au moins un responsable : nommez-en un autre d'abord."),
            code="last_owner",
        )


def _members_url(operator: Operator) -> str:
    return reverse("operators:member-list", args=[operator.slug])
