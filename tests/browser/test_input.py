"""What people and machines send by mistake or on purpose does no harm and is answered in words."""

import pytest
from playwright.sync_api import Request, Response, expect

from tests.browser.visits import DESK, PHONE, Crowd, Visitor, inspect

pytestmark = pytest.mark.browser

OXYSTERIL = "k.belmahi@oxysteril.example"
BOUREGREG = "y.benomar@bouregreg-dx.example"
TYPED = ["l'oréal", "(", "AND", "foo:bar", '"', "   ", "🩺💉"]
ADDRESSES = ["q=" + "a" * 10_000, "page=0", "page=99999", "country=ZZZ&process=nothing"]
EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WEIGHT_MAX = 120_000


def test_odd_searches_typed_in_the_page_show_a_page(crowd: Crowd) -> None:
    with crowd.visitor() as visitor:
        page = visitor.go("search/")
        for text in TYPED:
            page.locator("#q").fill(text)
            with page.expect_response(lambda answer: "/search/?" in answer.url) as caught:
                page.locator(".search-head button").click()
            assert caught.value.status == 200, text
            expect(page.locator("#results [role=status]")).to_contain_text(text.strip())
        assert visitor.faults == []


@pytest.mark.parametrize("query", ADDRESSES)
def test_odd_addresses_of_the_search_show_a_page(crowd: Crowd, query: str) -> None:
    with crowd.visitor() as visitor:
        assert inspect(visitor, f"search/?{query}", axe=False) == []
        expect(visitor.page.locator("#results [role=status]")).to_be_visible()
        if "country" in query:
            expect(visitor.page.locator(".chip--removable", has_text="inconnu")).to_have_count(2)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "Écrivez un message avant d'envoyer."),
        (" \n  ", "Écrivez un message avant d'envoyer."),
        ("م" * 100_000, "la limite est de 5000"),
    ],
)
def test_a_message_is_refused_in_words_and_its_text_kept(
    crowd: Crowd, body: str, sentence: str
) -> None:
    with crowd.visitor(BOUREGREG, scripts=False) as visitor:
        sent = write(visitor, body)
        assert sent.status == 422
        expect(visitor.page.locator("#composer-errors")).to_contain_text(sentence)
        expect(visitor.page.locator("[name=body]")).to_have_value(body)


def write(visitor: Visitor, body: str) -> Response:
    """Send a message without scripts."""
    page = visitor.go("conversations/3/")
    page.locator("[name=body]").evaluate("(field, text) => { field.value = text; }", body)
    with page.expect_response(lambda answer: answer.url.endswith("/send/")) as caught:
        page.locator(".composer button").click()
    return caught.value


def test_a_message_too_long_stays_in_the_composer(crowd: Crowd) -> None:
    with crowd.visitor(BOUREGREG) as visitor:
        page = visitor.go("conversations/3/")
        page.locator("[name=body]").fill("x" * 100_000)
        page.locator(".composer button").click()
        expect(page.locator("[data-errors]")).to_contain_text("5000 caractères au plus")
        expect(page.locator("[name=body]")).to_have_value("x" * 100_000)
        assert visitor.faults == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Écrivez un message avant d'envoyer."),
        ("ar", "اكتبوا رسالة قبل الإرسال."),
    ],
)
def test_an_empty_message_is_refused_beside_the_field(
    crowd: Crowd, language: str, sentence: str
) -> None:
    with crowd.visitor(BOUREGREG, language=language) as visitor:
        page = visitor.go("conversations/3/")
        field, said = page.locator("[name=body]"), page.locator("[data-errors]")
        page.locator(".composer button").click()
        expect(said).to_have_text(sentence)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(sentence)

        field.fill("Bonjour")

        expect(said).to_be_hidden()
        assert field.get_attribute("aria-invalid") is None
        assert visitor.faults == []


def test_markup_and_script_links_are_shown_as_text(crowd: Crowd) -> None:
    body = "<img src=x onerror=alert(1)><b>gras</b> javascript:alert(1) https://exemple.ma/"
    with crowd.visitor(BOUREGREG) as visitor:
        page = visitor.go("conversations/3/")
        page.locator("[name=body]").fill(body)
        page.locator(".composer button").click()
        shown = page.locator("[data-sequence] .message__body").last
        expect(shown).to_have_text(body)
        page.reload()
        expect(shown).to_have_text(body)
        assert shown.locator("img, b").count() == 0
        hrefs = shown.locator("a").evaluate_all("links => links.map((link) => link.href)")
        assert hrefs == ["https://exemple.ma/"]
        assert visitor.faults == []


def test_a_website_is_completed_and_a_script_refused_beside_the_field(crowd: Crowd) -> None:
    with crowd.visitor(OXYSTERIL) as visitor:
        page = visitor.go("operators/oxysteril-bouskoura/edit/identity/")
        field = page.locator("[name=website]")
        field.fill("javascript:alert(1)")
        page.locator("button[name=stay]").click()
        expect(page.locator(f"#{field.get_attribute('id')}_error")).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value("javascript:alert(1)")
        field.fill("www.exemple.ma")
        page.locator("button[name=stay]").click()
        expect(page.locator(".banner--success")).to_be_visible()
        expect(field).to_have_value("https://www.exemple.ma")
        assert visitor.faults == []


def test_an_executable_is_refused_and_an_arabic_name_kept(crowd: Crowd) -> None:
    name = "شهادة الجودة.pdf"
    with crowd.visitor(OXYSTERIL) as visitor:
        page = visitor.go("operators/oxysteril-bouskoura/edit/credentials/")
        field = page.locator("[name=credentials-0-evidence]")
        pdf = "application/pdf"
        field.set_input_files({"name": "certificat.pdf", "mimeType": pdf, "buffer": EXECUTABLE})
        page.locator("button[name=stay]").click()
        expect(page.locator(f"#{field.get_attribute('id')}_error")).to_be_visible()
        field.set_input_files({"name": name, "mimeType": pdf, "buffer": PDF})
        page.locator("button[name=stay]").click()
        expect(page.locator(".field", has=field)).to_contain_text(name)
        visitor.go("operators/oxysteril-bouskoura/preview/")
        with page.expect_download() as caught:
            page.locator("a[href*='/evidence/']").first.click()
        assert caught.value.suggested_filename == name
        assert caught.value.path().read_bytes() == PDF
        assert visitor.faults == []


@pytest.mark.parametrize("device", [DESK, PHONE])
def test_the_first_page_is_light_and_still(crowd: Crowd, device: str) -> None:
    with crowd.visitor(device=device) as visitor:
        sizes: list[int] = []
        sheets: list[str] = []

        def weigh(request: Request) -> None:
            answer, size = request.response(), request.sizes()
            sizes.append(size["responseBodySize"] + size["responseHeadersSize"])
            if answer and answer.headers.get("content-type", "").startswith("text/css"):
                sheets.append(answer.url)

        visitor.page.on("requestfinished", weigh)
        page = visitor.go("")
        page.wait_for_load_state("networkidle")
        assert 10_000 < sum(sizes) < WEIGHT_MAX
        assert len(sheets) == 1
        assert page.evaluate("window.shifted") < 0.01
        assert visitor.faults == []
