import pytest
from django.test import Client


@pytest.mark.parametrize(("theme", "kept"), [("dark", "dark"), ("light", "light"), ("auto", "")])
def test_theme_is_kept_in_a_cookie(client: Client, theme: str, kept: str) -> None:
    response = client.post("/frame/theme/", {"theme": theme, "next": "/fr/accounts/login/"})
    assert (response.status_code, response["Location"]) == (302, "/fr/accounts/login/")
    assert response.cookies["theme"].value == kept


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "", "javascript:x"])
def test_theme_returns_to_our_own_pages_only(client: Client, address: str) -> None:
    response = client.post("/frame/theme/", {"theme": "dark", "next": address})
    assert response["Location"] == "/"


def test_theme_refuses_get(client: Client) -> None:
    assert client.get("/frame/theme/?theme=dark").status_code == 405


@pytest.mark.django_db
def test_page_is_sent_in_the_chosen_theme(client: Client) -> None:
    client.cookies["theme"] = "dark"
    assert '<html lang="fr" dir="ltr" data-theme="dark">' in page(client)


@pytest.mark.django_db
def test_page_ignores_a_theme_that_does_not_exist(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    assert '<html lang="fr" dir="ltr">' in page(client)


def page(client: Client) -> str:
    return client.get("/fr/accounts/login/").content.decode()
