"""Accounts: made for a person, and closed at their wish."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.personal_data import obstacles_of
from accounts.signals import account_closed


class AccountNeededError(Exception):
    """The account holds something that nobody else could take over; `reasons` say what."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def create_person(email: str, *, password: str | None = None, **fields: Any) -> User:
    """A person whose address counts as confirmed: for the demo, imports and tests.

    The same address again returns the person there is, unchanged.
    """
    address = User.objects.normalize_email(email)
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        user = User.objects.create_user(address, password, **fields)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
    )
    return user


@transaction.atomic
def close_account(user: User) -> None:
    """Erase a person and sign them out everywhere.

    What they wrote to others stays there, signed "Compte supprimé": the other side's conversation
    is theirs too. Raises AccountNeededError where something depends on this person alone.
    """
    reasons = obstacles_of(user)
    if reasons:
        raise AccountNeededError(reasons)
    account_closed.send(User, user=user)
    end_sessions(user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    blank(user)


@transaction.atomic
def remove_second_factor(user: User) -> int:
    """Forget a person's codes and keys, and end their sessions; return how many there were."""
    count, _by_model = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    return count


def end_sessions(user: User) -> None:
    """Sign a person out on every device."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def blank(user: User) -> None:
    """Leave of an account nothing but its number."""
    user.email = f"ferme-{user.pk}@compte.invalid"
    user.first_name = user.last_name = user.job_title = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.closed_at = timezone.now()
    user.set_unusable_password()
    user.save()
