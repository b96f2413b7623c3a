"""Going through the site as people do, and seeing what is wrong with a page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState

from tests.browser.site import PASSWORD, Site

PHONE, DESK = "phone", "desk"
SIZES = {PHONE: {"width": 390, "height": 844}, DESK: {"width": 1280, "height": 900}}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
# Counted before any script of the page runs.
WATCH = """
window.shifted = 0;
window.refused = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
# Words that stand on many pages in French and in no other language.
FRENCH = re.compile(
    r"\b(Rechercher|Recherche|Opérateurs?|Mises? en relation|Se connecter|Créer|Tableau de bord"
    r"|Enregistrer|Envoyer|Paramètres|Membres|Langue|Aide|Filtres|Annuler|Suivant|Certificats?"
    r"|Savoir-faire|Brouillon|Publié|Voir|Votre|Vos|Aucune?|Demandes?|Réponses?)\b"
)


@dataclass
class Visitor:
    """Somebody at a screen: a browser of their own, with what went wrong in it."""

    site: Site
    context: BrowserContext
    page: Page
    language: str
    faults: list[str] = field(default_factory=list)

    def go(self, path: str, *, status: int = 200) -> Page:
        """Open an address of the site; those that begin with / carry their language."""
        url = path if path.startswith("http") else f"{self.site.url}/{self.language}/{path}"
        answer = self.page.goto(url)
        if answer is None or answer.status != status:
            self.faults.append(f"{url}: {answer and answer.status} instead of {status}")
        return self.page

    def note(self, message: ConsoleMessage) -> None:
        # The browser itself reports every answer of 400 and more, wanted or not.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.faults.append(f"{self.page.url}: console: {message.text[:300]}")


@dataclass
class Crowd:
    """Makes visitors, and signs each account in once."""

    browser: Browser
    site: Site
    states: dict[str, StorageState] = field(default_factory=dict)

    @contextmanager
    def visitor(
        self, account: str = "", *, language: str = "fr", **options: Any
    ) -> Iterator[Visitor]:
        """A browser context of somebody's own; options: see `context_options`."""
        state = self.signed_in(account) if account else None
        context = self.browser.new_context(**context_options(**options), storage_state=state)
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH)
        visitor = Visitor(self.site, context, context.new_page(), language)
        visitor.page.on("console", visitor.note)
        visitor.page.on("pageerror", lambda error: visitor.faults.append(f"script: {error}"))
        try:
            yield visitor
        finally:
            context.close()

    def signed_in(self, account: str) -> StorageState:
        """The cookies of an account of the demo."""
        if account not in self.states:
            with self.visitor() as visitor:
                sign_in(visitor, account)
                self.states[account] = visitor.context.storage_state()
        return self.states[account]


def context_options(
    device: str = DESK, scheme: str = "light", scripts: bool = True, locale: str = "fr-MA"
) -> dict[str, Any]:
    """Playwright's options of a device."""
    touch = {"is_mobile": True, "has_touch": True} if device == PHONE else {}
    return {
        "viewport": SIZES[device],
        "color_scheme": scheme,
        "java_script_enabled": scripts,
        "locale": locale,
        "reduced_motion": "reduce",
        **touch,
    }


def sign_in(visitor: Visitor, account: str, password: str = PASSWORD) -> None:
    """Through the page, as anybody."""
    page = visitor.go("accounts/login/")
    page.locator("input[name=login]").fill(account)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/dashboard/")


def inspect(visitor: Visitor, path: str, *, status: int = 200, axe: bool = True) -> list[str]:
    """Open a page and list what is wrong: status, scripts, policy, shifts, width, words, axe."""
    page = visitor.go(path, status=status)
    faults = [*visitor.faults, *frame_faults(page, visitor.language)]
    visitor.faults.clear()
    if axe:
        faults += axe_faults(page)
    return [f"{path} [{visitor.language}] {fault}" for fault in faults]


def frame_faults(page: Page, language: str) -> list[str]:
    """What any page owes: its language and direction, one heading, no sideways scroll or shift."""
    seen = page.evaluate(
        """() => ({
          lang: document.documentElement.lang, dir: document.documentElement.dir,
          headings: document.querySelectorAll("h1").length,
          sheets: document.querySelectorAll("link[rel=stylesheet]").length,
          shifted: window.shifted, refused: window.refused,
          over: Math.max(0, document.documentElement.scrollWidth - innerWidth),
        })"""
    )
    wanted: dict[str, Any] = {
        "lang": language,
        "dir": "rtl" if language == "ar" else "ltr",
        "headings": 1,
    }
    wanted |= {"sheets": 1, "refused": [], "over": 0}
    faults = [f"{key}: {seen[key]}" for key, value in wanted.items() if seen[key] != value]
    if seen["shifted"] > 0.01:
        faults.append(f"shifted {seen['shifted']:.3f}")
    return faults


def axe_faults(page: Page) -> list[str]:
    """Violations of WCAG 2.x A and AA, each with the first element that has it."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{fault['id']} ×{len(fault['nodes'])}: {fault['nodes'][0]['html'][:200]} "
        f"{fault['nodes'][0]['failureSummary'][:300]}"
        for fault in found
    ]


def french_words(page: Page) -> list[str]:
    """French words of the interface in a page of another language, what people wrote left out."""
    text = page.evaluate(
        """() => {
          const body = document.body.cloneNode(true);
          const written = "[lang=fr], [dir=auto], bdi, script, noscript, template, textarea";
          body.querySelectorAll(written).forEach((element) => element.remove());
          return body.textContent;
        }"""
    )
    return sorted(set(FRENCH.findall(text)))
