"""The operators' share of what Wasl knows of a person, and of their leaving."""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts import personal_data
from accounts.models import User
from accounts.signals import account_closed
from cms.operators.models import Invitation, Membership, Operator


def register_personal_data() -> None:
    """Add to the export, and to the reasons why an account cannot be closed yet."""
    personal_data.register_export("memberships", memberships_of)
    personal_data.register_obstacle(only_owner_of)


def memberships_of(user: User) -> list[dict[str, str]]:
    """The person's part in each operator."""
    return [
        {
            "operator": membership.operator.name,
            "role": membership.role,
            "since": membership.joined_at.isoformat(),
        }
        for membership in Membership.objects.filter(user=user).select_related("operator")
    ]


def only_owner_of(user: User) -> Iterator[str]:
    """HTML for each operator with other members or a public profile, and no other owner."""
    owned = Membership.objects.filter(user=user).owners().select_related("operator")
    for membership in owned:
        others = Membership.objects.filter(operator=membership.operator).exclude(user=user)
        if not others.owners().active().exists() and is_in_use(membership.operator, others):
            sentence = _(
                "Vous êtes le seul responsable de %(operator)s : nommez d'abord un autre "
                "responsable, ou demandez à la fédération de retirer le profil."
            )
            yield mark_safe(escape(sentence) % {"operator": link_to_team(membership.operator)})


def link_to_team(operator: Operator) -> SafeString:
    """The name, leading to where another owner is named."""
    url = reverse("operators:member-list", args=[operator.slug])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', url, operator.local_name)


def is_in_use(operator: Operator, others: Any) -> bool:
    """Whether anybody would miss the operator: the public, or the rest of its team."""
    return operator.live or others.exists()


@receiver(account_closed, dispatch_uid="operators.forget_person")
def forget_person(sender: type[User], user: User, **kwargs: Any) -> None:
    """Take the person off their operators, and their addresses out of open invitations.

    Each membership is deleted on its own: conversations close what the person had open.
    """
    addresses = list(user.emailaddress_set.values_list("email", flat=True))  # type: ignore[attr-defined]
    Invitation.objects.filter(email__in=[*addresses, user.email]).delete()
    for membership in Membership.objects.filter(user=user):
        membership.delete()
