"""A line for each request, when it is answered."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware
from structlog.contextvars import bind_contextvars


class RequestLogMiddleware(RequestMiddleware):
    """django-structlog's, which looks up who asks, and from where, when it has something to say.

    Lines in between carry the request's id, by which they are found together.
    """

    def prepare(self, request: HttpRequest) -> None:
        bind_contextvars(request_id=str(uuid4()))

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        self.bind_ip(request)
        super().handle_response(request, response)
