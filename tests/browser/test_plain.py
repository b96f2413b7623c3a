"""Without JavaScript everything works but live delivery."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.visits import DESK, PHONE, Crowd, Visitor, sign_in

pytestmark = pytest.mark.browser

SEBOU = "nadia.sqalli@sebou-tubulures.example"
BOUREGREG = "y.benomar@bouregreg-dx.example"


@pytest.mark.parametrize("device", [DESK, PHONE])
def test_search_is_narrowed_by_a_facet(crowd: Crowd, device: str) -> None:
    with crowd.visitor(device=device, scripts=False) as visitor:
        page = visitor.go("")
        box = page.locator("main input[name=q]").first
        box.fill("injection plastique")
        box.press("Enter")
        page.wait_for_url("**/search/?q=injection+plastique*")
        if device == PHONE:
            page.locator(".drawer__open").click()
        value = page.locator(".facet__value", has=page.locator("[name=country][value=FR]"))
        count = value.locator(".facet__count").inner_text()
        value.locator("input").check()
        button = ".drawer__foot button" if device == PHONE else ".search-head button"
        page.locator(button).click()
        page.wait_for_url("**country=FR*")
        expect(page.locator("#results [role=status]")).to_contain_text(f"{count} résultat")
        expect(page.locator("#results .card").first).to_contain_text("France")
        assert visitor.faults == []


def test_somebody_signs_in(crowd: Crowd) -> None:
    with crowd.visitor(scripts=False) as visitor:
        sign_in(visitor, SEBOU)
        expect(visitor.page.locator("h1")).to_be_visible()
        assert visitor.faults == []


def test_a_step_of_the_profile_is_saved(crowd: Crowd) -> None:
    with crowd.visitor(SEBOU, scripts=False) as visitor:
        page = visitor.go("operators/sebou-tubulures/edit/identity/")
        page.locator("[name=employees]").fill("187")
        page.locator("button[name=stay]").click()
        expect(page.locator(".banner--success")).to_be_visible()
        visitor.go("operators/sebou-tubulures/edit/identity/")
        expect(page.locator("[name=employees]")).to_have_value("187")
        assert visitor.faults == []


def test_an_introduction_is_asked_for(crowd: Crowd) -> None:
    message = "Bonjour, nos tubulures conviennent à vos moniteurs."
    with crowd.visitor(SEBOU, scripts=False) as visitor:
        page = visitor.go("operators/midelec-sante/")
        page.locator("a[href*='/introductions/ask/']").first.click()
        page.locator("[name=message]").fill(message)
        page.locator("main form button").first.click()
        page.wait_for_url(re.compile(r"/introductions/\d+/$"))
        expect(page.locator("main .prose").first).to_have_text(message)
        visitor.go("introductions/?box=sent")
        expect(page.locator(".card", has_text=message)).to_have_count(1)
        assert visitor.faults == []


def test_a_message_is_sent_and_stands_once_after_a_reload(crowd: Crowd) -> None:
    message = "Bonjour, sans script."
    with crowd.visitor(BOUREGREG, scripts=False) as visitor:
        write(visitor, message)
        visitor.page.wait_for_url(re.compile(r"/conversations/3/#m\d+$"))
        visitor.page.reload()
        expect(visitor.page.locator(".message__body", has_text=message)).to_have_count(1)
        assert visitor.faults == []


def write(visitor: Visitor, body: str) -> None:
    page = visitor.go("conversations/3/")
    page.locator("[name=body]").fill(body)
    page.locator(".composer button").click()
