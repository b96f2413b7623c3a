"""From the request to the talk: a desk in French and a phone in Arabic, both at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.browser.visits import PHONE, Crowd, Visitor

pytestmark = pytest.mark.browser

SALMA, OMAIMA = "salma.elidrissi@injectis.example", "o.rifai@anfa-nephro.example"
WORDS = "Nous moulons des chambres compte-gouttes en salle blanche. Parlons de vos lignes à sang."
# The name before it stands between isolates, so that it keeps its own direction.
ASKED_AR = "يطلب التعارف"
SEND = {"fr": "Envoyer", "ar": "إرسال", "en": "Send"}
OFFLINE_AR = "لا يوجد اتصال. ستُرسل رسائلكم عند عودة الشبكة."
WAITING_AR = "ستُرسل عند عودة الشبكة"


@dataclass
class Talk:
    """The two sides at their screens, and where their conversation is."""

    desk: Visitor
    phone: Visitor
    path: str = ""


@pytest.fixture(scope="module")
def talk(crowd: Crowd) -> Iterator[Talk]:
    """Two people, introduced to each other by the first test."""
    with (
        crowd.visitor(SALMA) as desk,
        crowd.visitor(OMAIMA, language="ar", device=PHONE) as phone,
    ):
        yield Talk(desk, phone)
        assert desk.faults + phone.faults == []


def write(visitor: Visitor, text: str) -> None:
    """As anybody: by the button, which phones have too."""
    visitor.page.locator("#composer-body").fill(text)
    visitor.page.get_by_role("button", name=SEND[visitor.language], exact=True).click()


def numbered(page: Page) -> Locator:
    """The messages that the server has numbered, in the order shown."""
    return page.locator("[data-lines] .message[data-sequence] .message__body")


def unread(page: Page) -> Locator:
    """The counter of the frame that is in sight on this device."""
    return page.locator("[data-count=conversations]:visible")


def ask_introduction(desk: Visitor) -> None:
    page = desk.go("operators/anfa-nephro-distribution/")
    page.get_by_role("link", name="Demander une mise en relation").first.click()
    page.get_by_label("Votre message").fill(WORDS)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.locator("main")).to_contain_text(WORDS)


def test_introduction_is_accepted_on_an_arabic_phone(talk: Talk, site: Site) -> None:
    ask_introduction(talk.desk)

    letter = site.letter_to(OMAIMA, having=ASKED_AR)
    assert "فتح في وصل" in letter
    page = talk.phone.go("notifications/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("link", name=ASKED_AR).first.click()
    expect(page.locator("main")).to_contain_text(WORDS)
    page.get_by_role("button", name="قبول", exact=True).click()
    page.wait_for_url(re.compile(r"/ar/conversations/\d+/$"))
    talk.path = page.url.split("/ar/")[1]

    page = talk.desk.go("notifications/")
    page.get_by_role("link", name="accepte votre demande").first.click()
    page.get_by_role("link", name="Ouvrir la conversation").click()
    page.wait_for_url(f"**/fr/{talk.path}")


def test_messages_arrive_live_on_both_sides(talk: Talk) -> None:
    write(talk.desk, "Bonjour Omaima, quelle cadence visez-vous ?")
    expect(numbered(talk.phone.page)).to_have_text(["Bonjour Omaima, quelle cadence visez-vous ?"])

    write(talk.phone, "صباح الخير سلمى، مليون خط في السنة.")

    both = ["Bonjour Omaima, quelle cadence visez-vous ?", "صباح الخير سلمى، مليون خط في السنة."]
    expect(numbered(talk.desk.page)).to_have_text(both)
    expect(numbered(talk.phone.page)).to_have_text(both)
    expect(talk.desk.page.locator(".message--mine [data-seen]").first).to_be_visible()


def test_who_comes_back_has_missed_nothing(talk: Talk) -> None:
    page = talk.phone.page
    before = numbered(page).all_inner_texts()
    talk.phone.context.set_offline(True)
    expect(page.locator("[data-state]")).to_have_text(OFFLINE_AR)
    write(talk.phone, "أنا في القطار.")
    expect(page.locator(".message--pending")).to_contain_text(WAITING_AR)
    write(talk.desk, "Deux moules suffisent.")
    write(talk.desk, "Le devis part demain.")
    meanwhile = [*before, "Deux moules suffisent.", "Le devis part demain."]
    expect(numbered(talk.desk.page)).to_have_text(meanwhile)
    expect(numbered(page)).to_have_text(before)

    talk.phone.context.set_offline(False)

    expect(numbered(page)).to_have_text([*meanwhile, "أنا في القطار."])
    expect(numbered(talk.desk.page)).to_have_text([*meanwhile, "أنا في القطار."])
    expect(page.locator("[data-state]")).to_be_empty()
    # The second of two in a row stands without a name; who hears it is told the name all the same.
    heard = "رسالة جديدة من Salma El Idrissi: Le devis part demain."
    expect(page.locator("[data-said]")).to_have_text(heard)
    talk.phone.faults.clear()  # The browser's own reports of the lost network.


def test_read_on_one_device_is_read_on_the_other(talk: Talk, crowd: Crowd) -> None:
    with crowd.visitor(OMAIMA, language="ar") as second:
        second.go("dashboard/")
        talk.phone.go("notifications/")
        waiting = unread(second.page).inner_text()
        write(talk.desk, "Voici le plan du connecteur.")
        expect(unread(second.page)).to_have_text(str(int(waiting or 0) + 1))
        expect(unread(talk.phone.page)).to_have_text(str(int(waiting or 0) + 1))

        talk.phone.go(talk.path)

        expect(numbered(talk.phone.page).last).to_have_text("Voici le plan du connecteur.")
        expect(unread(second.page)).to_have_text(waiting)
        assert second.faults == []


def test_the_same_conversation_stands_in_english(talk: Talk, crowd: Crowd) -> None:
    written = numbered(talk.desk.page).all_inner_texts()
    with crowd.visitor(SALMA, language="en") as third:
        page = third.go(talk.path)

        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_label("Your message")).to_be_visible()
        expect(numbered(page)).to_have_text(written)
        write(third, "Sent from a third screen.")
        expect(numbered(talk.phone.page).last).to_have_text("Sent from a third screen.")
        expect(numbered(talk.desk.page)).to_have_text([*written, "Sent from a third screen."])
        assert third.faults == []
