"""How answers leave: text compressed, and a page that helps where nothing was found."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.views.defaults import page_not_found

TEXT = (
    "text/",
    "application/json",
    "application/javascript",
    "application/xml",
    "image/svg+xml",
)
# A sentence of Django's technical page, which has no other mark of its own.
TECHNICAL = b"<code>DEBUG = True</code>"


class TextGZipMiddleware(GZipMiddleware):
    """Django's own compression (random padding against BREACH), for text alone.

    Pictures, PDF and archives are compressed already.
    It stands before WhiteNoise, so that the sheet and the scripts go compressed to a phone even
    where `collectstatic` has made no compressed copies.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)


class OwnNotFoundMiddleware:
    """The site's own page in place of Django's technical one, which lists every address.

    For the demo: it runs with DEBUG, and yet its visitors are no developers. What was not found
    is in the log all the same.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 404 and TECHNICAL in getattr(response, "content", b""):
            return page_not_found(request, Http404())
        return response
