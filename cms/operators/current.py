"""For which of their operators a person is working.

Higher apps ask `current_operator(request)` and nothing else: the dashboard, suggestions,
introductions and conversations then speak of the same one. The choice is kept in the session;
it falls back to the operator joined first as soon as the person no longer belongs to it.
"""

from django.http import HttpRequest

from cms.operators.models import Membership, Operator

SESSION_KEY = "operator"
CACHE = "_my_memberships"


def current_membership(request: HttpRequest) -> Membership | None:
    """The person's part in the operator chosen, or in the first one; read once a request."""
    if not request.user.is_authenticated:
        return None
    chosen, mine = request.session.get(SESSION_KEY), my_memberships(request)
    found = next((part for part in mine if part.operator_id == chosen), None)
    return found or next(iter(mine), None)


def current_operator(request: HttpRequest) -> Operator | None:
    """The operator that the person works for, published or not; None without any."""
    membership = current_membership(request)
    return membership.operator if membership else None


def my_memberships(request: HttpRequest) -> list[Membership]:
    """All the person's memberships with their operator, the oldest first; asked once a request."""
    if CACHE not in request.__dict__:
        mine = Membership.objects.filter(user=request.user.pk).select_related("operator")
        request.__dict__[CACHE] = list(mine)
    found: list[Membership] = request.__dict__[CACHE]
    return found


def choose_operator(request: HttpRequest, operator: Operator) -> None:
    """Work for `operator` from now on, in this session. The caller has checked the membership."""
    request.session[SESSION_KEY] = operator.pk
    request.__dict__.pop(CACHE, None)
