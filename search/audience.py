"""Who reads, as the engines need it: the one place where a person becomes an `Audience`."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from cms.operators.models import Disclosure, Membership
from search.requests import ANONYMOUS, Audience


def audience_of(user: User | AnonymousUser) -> Audience:
    """What `visible_to(user)` says in the database, said to the index.

    Two queries for a member, none for anonymous readers.
    """
    if not isinstance(user, User) or not user.is_active:
        return ANONYMOUS
    if user.is_curator:
        return Audience.curator()
    own = Membership.objects.filter(user=user).values_list("operator", flat=True)
    opened = Disclosure.objects.to_person(user).values_list("operator", flat=True)
    return Audience.member(own, opened)
