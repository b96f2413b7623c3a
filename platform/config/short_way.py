"""The short way of a message that a page's script posts.

Whoever waits for it waits for each middleware and for each address that is tried before. What can
do nothing for such a request is left out here; the view, the session, the person, the proof against
forgery and whatever else MIDDLEWARE gains are those of every request. Only success is answered:
any doubt goes the whole way, which knows how to say no.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_protect

from accounts.requests import MemberRequest
from config.request_log import RequestLogMiddleware
from matching.talk.views.messages import message_send

LANGUAGE = "|".join(code for code, _ in settings.LANGUAGES)
SEND = re.compile(rf"/(?:{LANGUAGE})/conversations/([0-9]{{1,18}})/send/")
LEFT_OUT = {
    "frame.middleware.TextGZipMiddleware": "the answer is shorter than what is compressed",
    "whitenoise.middleware.WhiteNoiseMiddleware": "no file has such an address",
    "django.middleware.locale.LocaleMiddleware": "the answer has no words",
    "django.middleware.csrf.CsrfViewMiddleware": "csrf_protect does the same around a view",
    "django.contrib.messages.middleware.MessageMiddleware": "no page is drawn",
    "accounts.middleware.AdminDoorMiddleware": "it is not the admin",
    "django_htmx.middleware.HtmxMiddleware": "no fragment is drawn",
    "config.request_log.RequestLogMiddleware": "what is refused here has its line from there",
}


class ShortWay:
    """The middleware of settings but for what is left out, around the one view."""

    def __init__(self) -> None:
        self.answer: Callable[[HttpRequest], HttpResponse] = send_posted
        for name in reversed(settings.MIDDLEWARE):
            if name not in LEFT_OUT:
                self.answer = import_string(name)(self.answer)
        self.log = RequestLogMiddleware(self.answer)

    def __call__(self, request: HttpRequest) -> HttpResponse | None:
        """The answer to a message that was taken; None for all else."""
        self.log.prepare(request)
        try:
            response = self.answer(request)
        except Exception:  # Whatever it is, the whole way meets it too and says so.
            return None
        if response.status_code != 200:
            return None
        self.log.handle_response(request, response)
        return response


def is_message(scope: Mapping[str, Any]) -> bool:
    """Whether a script posts a message."""
    is_post = scope["method"] == "POST" and SEND.fullmatch(scope["path"]) is not None
    return is_post and (b"accept", b"application/json") in scope["headers"]


@csrf_protect
def send_posted(request: HttpRequest) -> HttpResponse:
    """Call the view with the key that stands in the address."""
    found = SEND.fullmatch(request.path_info)
    # A stranger's request does not come past the view's own login_required.
    return message_send(cast(MemberRequest, request), int(found[1]) if found else 0)
