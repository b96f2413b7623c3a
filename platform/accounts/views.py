"""A person's own settings, and the ways in that are not allauth's pages."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.forms import CloseForm, ProfileForm
from accounts.languages import remember_language
from accounts.personal_data import obstacles_of, personal_data_of
from accounts.requests import MemberRequest
from accounts.services import AccountNeededError, close_account
from frame.views import leading_on


@never_cache
@require_safe
def home_redirect(request: HttpRequest) -> HttpResponse:
    """`/` leads to the home page in the reader's language: their own, the browser's, French."""
    user = request.user
    language = user.language if user.is_authenticated else get_language_from_request(request)
    return redirect(f"/{language}/")


@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """Wagtail's sign-in page is Wasl's; whoever is signed in and still not let in gets a 403."""
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = request.GET.get("next") or resolve_url("wagtailadmin_home")
    return redirect(leading_on("account_login", wanted))


@login_required
def profile_edit(request: MemberRequest) -> HttpResponse:
    """Name, job title and language; a new language speaks at once."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if not (request.method == "POST" and form.is_valid()):
        status = 422 if request.method == "POST" else 200
        return render(request, "accounts/profile_edit.html", {"form": form}, status=status)
    user = form.save()
    with override(user.language):
        messages.success(request, _("Profil enregistré."))
        response = redirect("accounts:profile-edit")
    remember_language(response, user.language, request)
    return response


@login_required
@require_POST
def session_end(request: MemberRequest, pk: int) -> HttpResponse:
    """End one of the person's other sessions; the one in use is ended by signing out."""
    others = UserSession.objects.filter(user=request.user)
    others = others.exclude(session_key=request.session.session_key)
    get_object_or_404(others, pk=pk).end()
    messages.success(request, _("Session fermée."))
    return redirect("usersessions_list")


@login_required
@require_safe
def data_show(request: MemberRequest) -> HttpResponse:
    """What Wasl keeps of a person, and how to leave."""
    context = {"obstacles": obstacles_of(request.user), "form": CloseForm()}
    return render(request, "accounts/data_show.html", context)


@login_required
@reauthentication_required
@require_safe
def data_export(request: MemberRequest) -> HttpResponse:
    """All that Wasl knows of a person, as a JSON file."""
    response = JsonResponse(
        personal_data_of(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="wasl.json"'
    return response


@login_required
@reauthentication_required(allow_get=True)
def account_close(request: MemberRequest) -> HttpResponse:
    """Ask once, then erase the account; refuse, and say why, where others depend on it."""
    if request.method != "POST":
        return redirect("accounts:data-show")
    form = CloseForm(request.POST)
    context = {"form": form, "obstacles": obstacles_of(request.user)}
    if not form.is_valid():
        return render(request, "accounts/data_show.html", context, status=422)
    try:
        close_account(request.user)
    except AccountNeededError:
        return render(request, "accounts/data_show.html", context, status=409)
    logout(request)
    messages.success(request, _("Votre compte est supprimé. Merci d'être passé par Wasl."))
    return redirect("account_login")
