"""The type of a request whose sender has signed in."""

from django.http import HttpRequest

from accounts.models import User


class MemberRequest(HttpRequest):
    """A request behind `login_required`: its user is a person, never anonymous."""

    user: User
