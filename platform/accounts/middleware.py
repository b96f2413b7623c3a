"""The doors: of Wagtail's admin, with a second factor; of the sign-in, and back to one's form."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts.keeping import keep_typed, offer_kept
from frame.views import leading_on

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
    return HttpResponseRedirect(leading_on(name, request.get_full_path()))


def reauthentication_page(request: HttpRequest) -> str:
    """The page for the factors this person has: a code, or only a security key."""
    types = {t for flow in get_reauthentication_flows(request.user) for t in flow.get("types", ())}
    return "mfa_reauthenticate" if "totp" in types else "mfa_reauthenticate_webauthn"


class ComeBackMiddleware:
    """Who was signed out before sending a form comes back to its page, to send it again.

    What was typed in a form worth it is kept and offered there. The address that another form
    goes to takes nothing but a POST: there they would meet a 405. What a script sends, it keeps
    and sends again by itself; a piece of a page is refused, where the sign-in would be drawn.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_sent_to_sign_in(request, response):
            return response
        if "HX-Request" in request.headers:
            return HttpResponse(status=401)
        if request.method == "POST" and request.accepts("text/html"):
            come_back(request, response)
        return response

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        return offer_kept(request)


def come_back(request: HttpRequest, response: HttpResponse) -> None:
    """Say what became of the form, and lead back to where it can be sent again."""
    if keep_typed(request):
        messages.warning(
            request,
            _("Vous étiez déconnecté. Connectez-vous : ce que vous avez écrit est gardé."),
        )
        return
    response["Location"] = leading_on(settings.LOGIN_URL, page_of_form(request))
    messages.warning(request, _("Vous étiez déconnecté : rien n'a été envoyé."))


def is_sent_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is to sign in and then to go where the form went."""
    parts = urlsplit(response.get("Location", ""))
    wanted = parse_qs(parts.query).get("next")
    return parts.path == resolve_url(settings.LOGIN_URL) and wanted == [request.get_full_path()]


def page_of_form(request: HttpRequest) -> str:
    """The page of this site that the form stood on; the dashboard where no browser says it."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
