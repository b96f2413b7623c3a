"""The pages of the demo's mailbox. Their addresses exist only where settings.HAS_MAILBOX."""

from pathlib import Path

from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from postbox.letters import Letter, find_letter, read_letters

# A mail's own style is inline; nothing else of it may act, and its links open in the whole tab.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-top-navigation-by-user-activation", "allow-popups"],
}


def folder() -> Path:
    """Where the file backend writes."""
    return Path(settings.EMAIL_FILE_PATH)


def get_letter(key: str) -> Letter:
    """The mail of that key; 404 where there is none."""
    letter = find_letter(folder(), key)
    if letter is None:
        raise Http404
    return letter


@require_safe
def letter_list(request: HttpRequest) -> HttpResponse:
    """All mails, or those to one address."""
    to = request.GET.get("to", "")
    page = Paginator(read_letters(folder(), to=to), 30).get_page(request.GET.get("page"))
    return render(request, "postbox/letter_list.html", {"page": page, "to": to})


@require_safe
def letter_show(request: HttpRequest, key: str) -> HttpResponse:
    """One mail, as its reader sees it and as plain text."""
    return render(request, "postbox/letter_show.html", {"letter": get_letter(key)})


@require_safe
@xframe_options_sameorigin
@csp(LETTER_POLICY)  # type: ignore[arg-type] # Its type knows of views without arguments only.
def letter_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML of a mail, in the frame of its page."""
    return HttpResponse(get_letter(key).html.replace("<head>", '<head><base target="_top">', 1))
