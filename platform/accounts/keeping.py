"""What was typed and sent after being signed out is kept until the person is back to send it.

A view says with `keeps_typed` that its form is worth it; one with a password must not.
"""

from collections.abc import Callable
from time import time
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.csrf import csrf_failure as refuse

from accounts.languages import url_in
from frame.views import leading_on

KEPT, FORGET, TOKEN = "kept_form", "forget_kept", "csrfmiddlewaretoken"
MOST = 100_000  # characters
LIFE_S = 3600  # on a computer that others use too, it should not wait for them
View = TypeVar("View", bound=Callable[..., HttpResponse])


def keeps_typed(view: View) -> View:
    """Mark a view whose address shows a form and takes it."""
    view.keeps_typed = True  # type: ignore[attr-defined]
    return view


def is_kept_for(request: HttpRequest) -> bool:
    """Whether the view of a request is marked."""
    return getattr(getattr(request.resolver_match, "func", None), "keeps_typed", False)


def typed_in(request: HttpRequest) -> dict[str, Any]:
    """What was sent: where to, and the fields in their order; files only by whether there were."""
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    return {
        "path": request.get_full_path(),
        "fields": [[name, value] for name, value in pairs if name != TOKEN],
        "had_files": bool(request.FILES),
        "at": time(),
    }


def keep_typed(request: HttpRequest) -> bool:
    """Keep what a person who is not signed in has sent, in their session; whether it is kept."""
    if not is_kept_for(request):
        return False
    typed = typed_in(request)
    if sum(len(value) for _name, value in typed["fields"]) > MOST:
        return False
    request.session[KEPT] = typed
    return True


def offer_kept(request: HttpRequest) -> HttpResponse | None:
    """The page that sends what was kept for this address; what is sent is kept no longer."""
    if not (is_kept_for(request) and request.user.is_authenticated):
        return None
    kept = request.session.get(KEPT)
    if not kept or time() - kept["at"] > LIFE_S:
        return None
    # Who signs in goes on in their own language: the same page in another one.
    if url_in(kept["path"], "fr") != url_in(request.get_full_path(), "fr"):
        return None
    if request.method != "POST":
        return kept_page(request, kept)
    del request.session[KEPT]
    return redirect(request.get_full_path()) if FORGET in request.POST else None


def kept_page(request: HttpRequest, kept: dict[str, Any], status: int = 200) -> HttpResponse:
    """What was typed, and the button that sends it to the address of the request."""
    texts = [value for _name, value in kept["fields"] if " " in value.strip()]
    context = {**kept, "texts": texts, "path": request.get_full_path(), "forget": FORGET}
    return render(request, "accounts/kept_page.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refused; but what our own page sent with a token of an earlier sign-in is offered again."""
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if is_ours and is_kept_for(request):
        if request.user.is_authenticated:
            return kept_page(request, typed_in(request), status=403)
        if keep_typed(request):
            return redirect(leading_on(settings.LOGIN_URL, request.get_full_path()))
    return refuse(request, reason)
