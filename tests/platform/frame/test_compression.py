import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from frame.middleware import TextGZipMiddleware


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        ("text/html; charset=utf-8", "gzip"),
        ("image/svg+xml", "gzip"),
        ("application/pdf", None),
        ("image/png", None),
    ],
)
def test_only_text_is_compressed(content_type: str, encoding: str | None) -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    response = HttpResponse("a" * 500, content_type=content_type)
    middleware = TextGZipMiddleware(lambda _: response)
    assert middleware.process_response(request, response).get("Content-Encoding") == encoding
