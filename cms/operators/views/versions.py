"""What the editors of profiles and opportunities share about versions and review."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.publishing.services import review_state


def based_on(request: HttpRequest) -> int | None:
    """The key of the version that a form was filled in over; None for the first one."""
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def say(request: HttpRequest, snippet: Any) -> None:
    """Tell the person what came of submitting `snippet`."""
    status = review_state(snippet).status
    if status == "in_review":
        messages.success(request, _("Envoyé. La fédération relit et vous prévient."))
    elif status == "live":
        messages.info(request, _("Rien n'a changé depuis la publication."))
