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
    middleware = TextGZipMiddleware(lambda _: HttpResponse("a" * 500, content_type=content_type))
    assert middleware(request).get("Content-Encoding") == encoding
