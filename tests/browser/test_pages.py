"""Every kind of page, as axe and the browser see it."""

import pytest

from tests.browser.visits import DESK, PHONE, Crowd, french_words, inspect

pytestmark = pytest.mark.browser

PUBLIC = [
    "",
    "search/?q=sous-traitant+injection+plastique+salle+blanche",
    "search/?q=zzzz",
    "operators/injectis-medical/",
    "opportunities/61/",
    "help/",
    "guides/",
    "guides/credentials/",
    "privacy/",
    "accounts/signup/",
    "accounts/login/",
    "accounts/password/reset/",
]
OWNER = [
    "dashboard/",
    "operators/new/",
    "operators/injectis-medical/edit/identity/",
    "operators/injectis-medical/edit/prose/",
    "operators/injectis-medical/edit/capabilities/",
    "operators/injectis-medical/edit/credentials/",
    "operators/injectis-medical/edit/wishes/",
    "operators/injectis-medical/review/",
    "operators/injectis-medical/preview/",
    "operators/injectis-medical/members/",
    "operators/anfa-nephro-distribution/",
    "opportunities/of/injectis-medical/",
    "opportunities/of/injectis-medical/new/",
    "suggestions/",
    "introductions/",
    "introductions/?box=sent",
    "introductions/1/",
    "introductions/7/",
    "introductions/ask/?operator=midelec-sante",
    "introductions/blocks/",
    "conversations/",
    "conversations/1/",
    "notifications/",
    "notifications/preferences/",
    "settings/",
    "settings/data/",
    "accounts/email/",
    "accounts/password/change/",
    "accounts/2fa/",
    "accounts/sessions/",
    "accounts/logout/",
]
INJECTIS = "salma.elidrissi@injectis.example"


@pytest.mark.parametrize(
    ("language", "device", "scheme"),
    [("fr", PHONE, "light"), ("en", DESK, "dark"), ("ar", PHONE, "dark")],
)
def test_public_pages_are_sound(crowd: Crowd, language: str, device: str, scheme: str) -> None:
    faults = []
    with crowd.visitor(language=language, device=device, scheme=scheme) as visitor:
        for path in PUBLIC:
            faults += inspect(visitor, path)
            if language != "fr" and (words := french_words(visitor.page)):
                faults.append(f"{path} [{language}] French: {words}")
        faults += inspect(visitor, "nowhere/at-all/", status=404)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("language", "device", "scheme"),
    [("fr", DESK, "light"), ("ar", PHONE, "light"), ("en", PHONE, "dark")],
)
def test_pages_of_members_are_sound(crowd: Crowd, language: str, device: str, scheme: str) -> None:
    faults = []
    with crowd.visitor(INJECTIS, language=language, device=device, scheme=scheme) as visitor:
        for path in OWNER:
            faults += inspect(visitor, path)
            if language != "fr" and (words := french_words(visitor.page)):
                faults.append(f"{path} [{language}] French: {words}")
    assert not faults, "\n".join(faults)
