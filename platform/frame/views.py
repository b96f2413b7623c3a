"""The choice of theme, kept in a cookie so that the server sends the page as chosen; errors."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST
from structlog.contextvars import get_contextvars

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
ONE_YEAR = 60 * 60 * 24 * 365


@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Keep "light" or "dark"; anything else means as the device says. Back to the page."""
    response = HttpResponseRedirect(safe_next(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        secure = request.is_secure()
        response.set_cookie(THEME_COOKIE, theme, ONE_YEAR, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def leading_on(page: str, address: str) -> str:
    """The address of a page (by its name, or as it is) from where one goes on to another one."""
    return f"{resolve_url(page)}?{urlencode({'next': address})}"


def safe_next(request: HttpRequest) -> str:
    """The address in `next` if it is one of ours, else the home page."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else "/"


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a failure: in the reader's language and theme, with what the log calls it.

    Without context processors, which ask for the person: the database may be what failed.
    """
    reference = str(get_contextvars().get("request_id", ""))[:8]
    page = render_to_string("500.html", {"request": request, "reference": reference})
    return HttpResponseServerError(page)
