"""What cannot be read as a request is refused with our page, never with a failure."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
LOGIN, FORM = "/en/accounts/login/", "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xfe\x00", f"{FORM}; charset=utf-16"),
        (b"--x\r\nbad", "multipart/form-data; boundary="),
    ],
)
def test_form_that_cannot_be_read_is_refused_with_our_page(body: bytes, content_type: str) -> None:
    client = Client(raise_request_exception=False)
    answer = client.generic("POST", LOGIN, body, content_type=content_type)
    assert answer.status_code == 400
    assert '<html lang="en" dir="ltr"' in answer.content.decode()


def test_form_with_bytes_that_are_no_utf8_is_read_as_far_as_it_goes() -> None:
    answer = Client().post(LOGIN, b"login=%ff%fe%00&password=%C3%28", content_type=FORM)
    assert answer.status_code == 200
    assert answer.context["form"].errors
