"""The main job, end to end, as the people of the story live it; each test goes on from the last."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site, wait_for
from tests.browser.visits import Crowd, Visitor

pytestmark = pytest.mark.browser

CURATOR, OWNER = "h.mernissi@federation-dm.example", "imane.berrada@zelliq.example"
COMPANY = "Zelliq Plasturgie Médicale"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SUMMARY = "Zelliq injecte des corps de zellimètre et des connecteurs Luer en salle blanche ISO 7."
BODY = (
    "Atelier de 1 200 m² à Berrechid, ouvert en 2016 : huit presses électriques de 50 à 160 tonnes "
    "dans une salle blanche ISO 7. Nous moulons en PP, PC et ABS pour trois fabricants de sets de "
    "perfusion, du moule d'essai à la grande série, avec libération de chaque lot."
)
REASON = "Précisez qui stérilise vos pièces : vos partenaires le demandent d'abord."
TITLE = "Cherchons un centre de stérilisation pour nos connecteurs Luer"
WORDS = "Nous moulons 4 millions de connecteurs par an. Pouvez-vous les stériliser dès mars ?"


@dataclass
class Story:
    """Who is at which screen."""

    owner: Visitor
    curator: Visitor
    crowd: Crowd
    site: Site


@pytest.fixture(scope="module")
def story(crowd: Crowd, site: Site) -> Iterator[Story]:
    """The new owner, who has no account yet, and the curator."""
    with crowd.visitor() as owner, crowd.visitor(CURATOR) as curator:
        yield Story(owner, curator, crowd, site)
        assert owner.faults == []


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_visitor_searches_narrows_and_opens_a_profile(crowd: Crowd) -> None:
    with crowd.visitor() as visitor:
        page = visitor.go("")
        page.locator("main input[type=search]").fill(
            "sous-traitant injection plastique salle blanche"
        )
        page.locator("main").get_by_role("button", name="Rechercher").click()
        hits = page.locator("#results .card__title")
        expect(hits.first).to_have_text("Injectis Médical")
        found = int(page.locator("#results [role=status]").inner_text().split()[0])

        page.locator("#facets-body summary", has_text="Région").click()
        page.locator("#facets-body").get_by_text("Casablanca-Settat").click()

        page.wait_for_url(re.compile("region="))
        expect(page.locator(".chip--removable")).to_contain_text("Casablanca-Settat")
        expect(hits.first).to_have_text("Injectis Médical")
        narrowed = int(page.locator("#results [role=status]").inner_text().split()[0])
        assert 0 < narrowed < found
        hits.first.get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Injectis Médical")
        expect(page.get_by_role("region", name="Réservé aux membres")).to_contain_text(
            "les personnes à contacter, leur adresse et leur téléphone"
        )
        assert "contact@injectis.example" not in page.content()
        assert visitor.faults == []


def sign_up(story: Story) -> None:
    page = story.owner.go("accounts/signup/")
    for name, text in (("email", OWNER), ("first_name", "Imane"), ("last_name", "Berrada")):
        page.locator(f"main input[name={name}]").fill(text)
    page.locator("main input[name=password1]").fill("zellige-bleu-2026-fes")
    page.get_by_label("J'accepte les conditions").check()
    press(page, "Créer mon compte")


def test_owner_signs_up_and_confirms_the_address(story: Story) -> None:
    sign_up(story)

    letter = story.site.letter_to(OWNER, having="Votre compte Wasl est créé")
    link = re.search(r"http://\S+/accounts/confirm-email/\S+", letter)
    assert link is not None
    page = story.owner.go(link.group())
    press(page.locator("main"), "Confirmer")
    page.wait_for_url("**/dashboard/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Imane Berrada")


def create_company(page: Page) -> None:
    page.get_by_role("link", name="Créer mon opérateur").click()
    page.get_by_label("Nom de l'entreprise").fill(COMPANY)
    page.get_by_label("Type d'opérateur").select_option(label="Sous-traitant")
    page.get_by_label("Région").select_option(label="Casablanca-Settat")
    page.get_by_label("Ville").fill("Berrechid")
    press(page, "Créer et continuer")


def fill_identity(page: Page) -> None:
    page.get_by_label("Effectif").fill("45")
    page.get_by_label("Année de création").fill("2016")
    page.locator("label.chip", has_text="français").click()
    page.get_by_label("Site web").fill("www.exemple.ma")
    page.get_by_label("E-mail de contact").fill("contact@zelliq.example")
    press(page, "Enregistrer")
    expect(page.get_by_label("Site web")).to_have_value("https://www.exemple.ma")
    press(page, "Enregistrer et continuer")


def fill_prose(page: Page) -> None:
    panel = page.get_by_role("tabpanel", name="Français")
    panel.get_by_label("En une phrase").fill(SUMMARY)
    panel.get_by_label("Présentation").fill(BODY)
    press(page, "Enregistrer et continuer")


def choose_category(row: Locator, code: str) -> None:
    row.locator("input[name$=categories-words]").fill(code)
    row.locator(f"input[type=checkbox][value={code}]").check()


def add_row(page: Page, button: str, name: str) -> Locator:
    press(page, button)
    return page.get_by_role("group", name=name)


def fill_capability(page: Page) -> None:
    row = add_row(page, "Ajouter un savoir-faire", "Savoir-faire 1")
    row.get_by_label("Procédé").select_option(label="Injection plastique")
    row.get_by_label("Échelle").select_option(label="Grande série")
    choose_category(row, "A0701")
    row.locator("label.chip", has_text="Classe IIa").click()
    row.get_by_label("Capacité par an").fill("4000000")
    row.get_by_label("Unité").fill("pièces")
    press(page, "Enregistrer et continuer")


def fill_credential(page: Page) -> None:
    row = add_row(page, "Ajouter un certificat", "Certificat 1")
    row.get_by_label("Référentiel").select_option("EN ISO 13485")
    row.get_by_label("Numéro").fill("NMC-13485-4410")
    row.get_by_label("Organisme").fill("Normalia Certification")
    row.get_by_label("Valable du").fill("2025-02-01")
    row.get_by_label("Au", exact=False).last.fill("2028-01-31")
    row.locator("input[type=file]").set_input_files(
        {"name": "certificat شهادة.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    press(page, "Enregistrer et continuer")


def fill_wishes(page: Page) -> None:
    page.get_by_role("group", name="Ce que vous proposez").get_by_text("Sous-traitance").click()
    seeks = page.get_by_role("group", name="Ce que vous recherchez")
    seeks.get_by_text("Prestation d'essais").click()
    press(page, "Enregistrer et continuer")


def share(page: Page) -> int:
    """How complete the profile is said to be, in percent."""
    return int(page.get_by_role("meter", name="Profil complet").get_attribute("value") or 0)


def test_owner_fills_each_step_and_submits(story: Story) -> None:
    page = story.owner.page
    create_company(page)
    page.wait_for_url("**/edit/identity/")
    before = share(page)
    for name, fill in (
        ("identity", fill_identity),
        ("prose", fill_prose),
        ("capabilities", fill_capability),
        ("credentials", fill_credential),
        ("wishes", fill_wishes),
    ):
        page.wait_for_url(f"**/edit/{name}/")
        fill(page)
    page.wait_for_url("**/review/")
    assert before < 50 < 80 < share(page)

    press(page, "Envoyer à la fédération")

    expect(page.get_by_role("heading", name="En revue", exact=True)).to_be_visible()


def open_review(curator: Visitor, name: str) -> Page:
    """From the menu of the admin to the page of a review."""
    page = curator.page
    page.goto(f"{curator.site.url}/admin/")
    page.get_by_role("link", name=re.compile("À revoir")).first.click()
    page.get_by_role("link", name=name).click()
    return page


def test_curator_rejects_with_a_reason(story: Story) -> None:
    page = open_review(story.curator, COMPANY)
    expect(page.locator("main")).to_contain_text(SUMMARY)
    expect(page.locator("main")).to_contain_text("https://www.exemple.ma")
    expect(page.locator("main")).to_contain_text("certificat شهادة.pdf")

    page.locator("#reject textarea").fill(REASON)
    press(page, "Renvoyer avec ce motif")

    expect(page.locator("body")).to_contain_text("est renvoyé avec votre motif")
    assert REASON in story.site.letter_to(OWNER, having=REASON)


def test_owner_reads_the_reason_mends_and_sends_again(story: Story) -> None:
    page = story.owner.go("dashboard/")
    expect(page.locator("main")).to_contain_text(REASON)
    page.get_by_role("link", name="Corriger le profil").click()
    expect(page.locator("blockquote")).to_have_text(REASON)
    page.locator(".stepper").get_by_role("link", name="Présentation").click()
    panel = page.get_by_role("tabpanel", name="Français")
    panel.get_by_label("Présentation").fill(f"{BODY} Oxystéril stérilise nos pièces.")
    press(page, "Enregistrer")
    page.goto(page.url.replace("/edit/prose/", "/review/"))

    press(page, "Envoyer à la fédération")

    expect(page.get_by_role("heading", name="En revue", exact=True)).to_be_visible()


def first_hit(page: Page, visitor: Visitor) -> str:
    visitor.go("search/?q=zellimetre+connecteur")
    titles = page.locator("#results .card__title").all_inner_texts()
    return titles[0] if titles else ""


def test_approved_profile_is_found_within_seconds(story: Story) -> None:
    page = open_review(story.curator, COMPANY)
    expect(page.locator("main")).to_contain_text("Oxystéril stérilise nos pièces.")
    press(page, "Approuver et publier")
    expect(page.locator("body")).to_contain_text("est publié")

    with story.crowd.visitor() as visitor:
        wait_for(lambda: first_hit(visitor.page, visitor) == COMPANY, "the profile in the search")
        visitor.page.get_by_role("link", name=COMPANY).click()
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text(COMPANY)
        assert "contact@zelliq.example" not in visitor.page.content()


def write_request(page: Page) -> None:
    page.get_by_role("link", name="Nouvelle opportunité").click()
    page.get_by_label("Demande", exact=True).check()
    panel = page.get_by_role("tabpanel", name="Français")
    panel.get_by_label("Titre").fill(TITLE)
    panel.get_by_label("Description").fill("Oxyde d'éthylène, deux lots par semaine.")
    page.locator("label.chip", has_text="Prestation d'essais").click()
    page.locator("label.chip", has_text="Sous-traitance").click()
    processes = page.get_by_role("group", name="Procédés")
    processes.get_by_role("searchbox").fill("oxyde")
    processes.get_by_text("oxyde d'éthylène").click()
    choose_category(page.get_by_role("group", name="De quoi il s'agit"), "A0701")
    press(page, "Enregistrer et envoyer")


def test_owner_asks_a_suggested_partner_about_a_request(story: Story) -> None:
    page = story.owner.go("dashboard/")
    page.get_by_role("link", name="Opportunités").first.click()
    write_request(page)
    expect(page.locator("main")).to_contain_text(TITLE)
    press(open_review(story.curator, TITLE), "Approuver et publier")
    expect(story.curator.page.locator("body")).to_contain_text("est publié")

    page.reload()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Partenaires suggérés").last.click()
    page.wait_for_url(re.compile(r"/suggestions/opportunities/\d+/"))
    card = page.locator("main ol.cards > li").first
    reason = card.locator(".reasons:not(.reasons--gaps) li").first
    expect(reason).to_have_text(re.compile(r"\w+ \w+"))
    partner = card.locator(".card__title").inner_text()
    card.locator(".card__title a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(partner)
    page.get_by_role("link", name="Demander une mise en relation").click()
    page.get_by_label("Votre message").fill(WORDS)
    press(page, "Envoyer la demande")

    page.wait_for_url(re.compile(r"/introductions/\d+/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(partner)
    expect(page.locator("main")).to_contain_text(WORDS)
    expect(page.locator("main")).to_contain_text(TITLE)
