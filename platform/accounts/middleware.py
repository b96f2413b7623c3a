"""The door of Wagtail's admin: signed in by allauth, allowed in, with a second factor."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

OPEN_TO_ALL = ("login/", "logout/")


class AdminDoorMiddleware:
    """Let into the admin whoever may enter, once this session proved a second factor.

    Wagtail itself sends who may not enter back to the sign-in page, where a signed-in person is
    sent on again: here they get a 403 page instead of the loop.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_guarded(request.path) and request.user.is_authenticated:
            if not request.user.has_perm("wagtailadmin.access_admin"):
                raise PermissionDenied
            if settings.STAFF_SECOND_FACTOR and not has_second_factor(request):
                return lead_to_second_factor(request)
        return self.get_response(request)

    def is_guarded(self, path: str) -> bool:
        """Whether the address is the admin's, but neither its way in nor its way out."""
        rest = path.removeprefix(self.admin)
        return path.startswith(self.admin) and rest not in OPEN_TO_ALL


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed since, with more than a password."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    """To the page where the second factor is given, or set up where there is none yet."""
    if is_mfa_enabled(request.user):
        name = reauthentication_page(request)
    else:
        messages.warning(
            request,
            _("L'administration demande un second facteur : configurez-le, puis revenez-y."),
        )
        name = "mfa_index"
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(name)}?{query}")


def reauthentication_page(request: HttpRequest) -> str:
    """The page for the factors this person has: a code, or only a security key."""
    types = {t for flow in get_reauthentication_flows(request.user) for t in flow.get("types", ())}
    return "mfa_reauthenticate" if "totp" in types else "mfa_reauthenticate_webauthn"
