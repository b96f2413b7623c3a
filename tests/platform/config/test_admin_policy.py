import pytest
from django.test import Client

from tests.factories import CuratorFactory

pytestmark = pytest.mark.django_db
HEADER = "Content-Security-Policy"


def test_the_front_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/fr/")[HEADER]

    assert "unsafe-inline" not in policy
    assert "default-src 'self'" in policy


def test_only_the_admin_may_write_inline_and_nothing_comes_from_elsewhere(
    client: Client, settings: object
) -> None:
    settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]
    client.force_login(CuratorFactory())

    policy = client.get("/admin/")[HEADER]

    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
