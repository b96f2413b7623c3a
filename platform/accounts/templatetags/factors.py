"""What a person can prove themselves with, at the second step of signing in."""

from allauth.mfa.models import Authenticator
from django import template

from accounts.models import User

register = template.Library()


@register.filter
def second_factors(user: User) -> set[str]:
    """The kinds the person has set up: "totp", "webauthn", "recovery_codes"."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
