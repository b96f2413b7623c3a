"""The frame's own scripts in a real browser, on small pages that need no server."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from config.env import BASE_DIR

pytestmark = pytest.mark.browser
SCRIPTS = BASE_DIR / "platform/static/js"
ORIGIN = "http://wasl.test"


@pytest.fixture(scope="module")
def blank_page() -> Iterator[Page]:
    """One page for the module; Playwright ends with it, since its loop would stop async tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium.new_page()
        chromium.close()


@pytest.fixture
def posts(blank_page: Page) -> Iterator[list[str]]:
    """What the page sent, in order; the answer is 204, so that a form remains on its page."""
    sent: list[str] = []

    def note(route: Route) -> None:
        sent.append(route.request.post_data or "")
        route.fulfill(status=204)

    blank_page.route("**/send", note)
    yield sent
    blank_page.unroute("**/send", note)


def show(page: Page, body: str, script: str) -> None:
    """Serve `body` with one of our scripts, as the strict policy would have it."""
    source = (SCRIPTS / script).read_text()
    document = f"<!doctype html><body>{body}<script type='module' src='/{script}'></script>"
    page.route(
        f"{ORIGIN}/{script}",
        lambda route: route.fulfill(body=source, content_type="text/javascript; charset=utf-8"),
    )
    page.route(
        f"{ORIGIN}/",
        lambda route: route.fulfill(body=document, content_type="text/html; charset=utf-8"),
    )
    page.goto(f"{ORIGIN}/")


def test_a_double_click_sends_a_form_once(blank_page: Page, posts: list[str]) -> None:
    show(
        blank_page,
        "<form method='post' action='/send'><button name='a' value='1'>Envoyer</button></form>",
        "forms.js",
    )
    with blank_page.expect_request("**/send"):
        blank_page.get_by_role("button").dblclick(no_wait_after=True)
    assert blank_page.get_by_role("button").get_attribute("aria-busy") == "true"
    assert posts == ["a=1"]


def test_the_first_wrong_field_has_the_focus(blank_page: Page) -> None:
    show(blank_page, "<input id='a'><input id='b' aria-invalid='true'>", "forms.js")
    assert blank_page.evaluate("document.activeElement.id") == "b"


def test_a_failed_request_is_said_in_the_words_of_the_page(blank_page: Page) -> None:
    show(blank_page, "<div data-toasts data-offline='Pas de connexion.'></div>", "forms.js")
    blank_page.evaluate("document.dispatchEvent(new CustomEvent('htmx:sendError'))")
    assert blank_page.locator("[data-toasts]").inner_text() == "Pas de connexion."


def test_escape_closes_a_menu_and_gives_the_focus_back(blank_page: Page) -> None:
    menu = "<details class='menu' open><summary>Menu</summary><a href='#'>Aide</a></details>"
    show(blank_page, menu, "frame.js")
    blank_page.get_by_role("link").focus()
    blank_page.keyboard.press("Escape")
    assert blank_page.locator("details").get_attribute("open") is None
    assert blank_page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_theme_changes_without_a_reload_and_is_kept(blank_page: Page) -> None:
    button = "<button value='dark'>Sombre</button>"
    form = f"<form method='post' action='/send' data-theme-form>{button}</form>"
    show(blank_page, form, "frame.js")
    blank_page.get_by_role("button").click()
    assert blank_page.locator("html").get_attribute("data-theme") == "dark"
    assert blank_page.get_by_role("button").get_attribute("aria-pressed") == "true"
    assert blank_page.evaluate("document.cookie") == "theme=dark"


def test_folded_text_opens_and_says_so(blank_page: Page) -> None:
    button = (
        "<button data-fold data-more='Lire la suite' data-less='Replier'>Lire la suite</button>"
    )
    show(blank_page, f"<div class='fold is-folded'>{button}</div>", "frame.js")
    blank_page.get_by_role("button").click()
    assert blank_page.get_by_role("button").inner_text() == "Replier"
    assert blank_page.locator(".fold").get_attribute("class") == "fold"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("STERIL", ["Stérilisation"]),
        ("الة", ["إزالة"]),
        ("zzz", []),
        ("", ["Stérilisation", "إزالة"]),
    ],
)
def test_a_long_list_is_filtered_whatever_the_accents(
    blank_page: Page, typed: str, shown: list[str]
) -> None:
    items = "".join(
        f"<li data-choice><label><input type='checkbox'>{text}</label></li>"
        for text in ("Stérilisation", "إزالة")
    )
    head = "<input data-choices-filter><b data-choices-count></b>"
    none = "<p data-choices-none hidden>Rien</p>"
    box = f"<div data-choices>{head}<ul>{items}</ul>{none}</div>"
    show(blank_page, box, "choices.js")
    blank_page.locator("[data-choices-filter]").fill(typed)
    assert blank_page.locator("li:visible").all_inner_texts() == shown
    assert blank_page.get_by_text("Rien").is_visible() == (not shown)
