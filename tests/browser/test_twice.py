"""A button that creates something, pressed twice, or its form sent twice, makes one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.visits import Crowd, Visitor

pytestmark = pytest.mark.browser

SEBOU = "nadia.sqalli@sebou-tubulures.example"
MOULOUYA = "t.elkaddouri@moulouya-silicone.example"
TEMARA = "j.hamdaoui@temara-mobilier.example"


def press_twice(page: Page, button: str) -> None:
    """A double click, as people do who do not see that once is enough."""
    with page.expect_event("requestfinished", is_post):
        page.locator(button).first.dblclick()
    page.wait_for_load_state("networkidle")


def is_post(request: Request) -> bool:
    """What the button sends: until it is answered, going elsewhere would call it off."""
    return request.method == "POST"


def post_twice(page: Page, button: str) -> None:
    """The form of this button sent twice at once with the same token, around all scripts."""
    form: Locator = page.locator(button).first.locator("xpath=ancestor::form")
    statuses = form.evaluate(
        """async (form) => {
          const body = () => new URLSearchParams(new FormData(form));
          const post = () => fetch(form.action, { method: "POST", body: body() });
          return (await Promise.all([post(), post()])).map((answer) => answer.status);
        }"""
    )
    assert statuses == [200, 200]


TWICE = pytest.mark.parametrize("send", [press_twice, post_twice])
Send = Callable[[Page, str], None]


@TWICE
def test_an_opportunity_is_created_once(crowd: Crowd, send: Send) -> None:
    title = f"Tubes pour pompes, {send.__name__}"
    with crowd.visitor(SEBOU) as visitor:
        page = visitor.go("opportunities/of/sebou-tubulures/new/")
        page.locator("[name=title_fr]").fill(title)
        page.locator("[name=body_fr]").fill("Deux millions de mètres par an.")
        send(page, "main form .actions--sticky button:not([name])")
        visitor.go("opportunities/of/sebou-tubulures/")
        expect(page.locator(".card__title", has_text=title)).to_have_count(1)
        assert visitor.faults == []


@pytest.mark.parametrize(
    ("send", "other", "account"),
    [(press_twice, "temara-mobilier-medical", TEMARA), (post_twice, "moulouya-silicone", MOULOUYA)],
)
def test_an_introduction_is_asked_for_and_accepted_once(
    crowd: Crowd, send: Send, other: str, account: str
) -> None:
    message = f"Bonjour, parlons de tubulures, {send.__name__}."
    with crowd.visitor(SEBOU) as visitor:
        page = visitor.go(f"introductions/ask/?operator={other}")
        page.locator("[name=message]").fill(message)
        send(page, "main form button")
        visitor.go("introductions/?box=sent")
        expect(page.locator(".card", has_text=message)).to_have_count(1)
        assert visitor.faults == []
    with crowd.visitor(account) as visitor:
        page = visitor.go("introductions/")
        expect(page.locator(".card", has_text=message)).to_have_count(1)
        page.locator(".card", has_text=message).locator("a").first.click()
        page.wait_for_url(re.compile(r"/introductions/\d+/$"))
        send(page, "form[action$='/accept/'] button")
        open_conversation(visitor)
        assert visitor.faults == []


def open_conversation(visitor: Visitor) -> Page:
    """The one with Sebou; there is exactly one."""
    page = visitor.go("conversations/")
    entry = page.locator("a.talk__item", has_text="Sebou")
    expect(entry).to_have_count(1)
    entry.click()
    page.wait_for_url(re.compile(r"/conversations/\d+/$"))
    return page


@TWICE
def test_a_message_is_sent_once(crowd: Crowd, send: Send) -> None:
    body = f"Une seule fois, {send.__name__}."
    with crowd.visitor("y.benomar@bouregreg-dx.example") as visitor:
        page = visitor.go("conversations/3/")
        page.locator("[name=body]").fill(body)
        send(page, ".composer button")
        if send is press_twice:
            expect(page.locator("[data-sequence]", has_text=body)).to_have_count(1)
        page.reload()
        expect(page.locator("[data-sequence]", has_text=body)).to_have_count(1)
        assert visitor.faults == []


@TWICE
def test_a_person_is_invited_once(crowd: Crowd, send: Send) -> None:
    address = f"{send.__name__}@sebou-tubulures.example"
    with crowd.visitor(SEBOU) as visitor:
        page = visitor.go("operators/sebou-tubulures/members/")
        page.locator("[name=email]").fill(address)
        send(page, "form[action$='/invite/'] button")
        visitor.go("operators/sebou-tubulures/members/")
        expect(page.locator(".card__title", has_text=address)).to_have_count(1)
        assert visitor.faults == []


@TWICE
def test_an_operator_is_created_once(crowd: Crowd, send: Send) -> None:
    name = "Zellige Capteurs" if send is press_twice else "Argane Optique"
    with crowd.visitor(SEBOU) as visitor:
        page = visitor.go("operators/new/")
        page.locator("[name=name]").fill(name)
        page.locator("[name=type]").select_option(index=1)
        send(page, "main form:has([name=client_id]) button")
        # The other operators of the person are in the menu; leave for the first one.
        visitor.go("operators/sebou-tubulures/members/")
        choices = page.locator("form[action$='/choose/']", has_text=name)
        expect(choices).to_have_count(1)
        assert visitor.faults == []
