"""The pictures of README.md, taken of a running demo.

    make demo PORT=8123
    PYTHONPATH=.:platform .venv/bin/python docs/images/make.py http://localhost:8123

Needs the development packages (`make install-dev`) and Chromium; overwrites the pictures here.
"""

import io
import re
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.site import Site
from tests.browser.visits import DESK, PHONE, Crowd

HERE = Path(__file__).parent
MOST_BYTES = 150_000
COLOURS = (256, 128, 64)


def take_all(url: str) -> None:
    """One visitor after another, as README.md shows them."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        crowd = Crowd(browser, Site(url.rstrip("/"), HERE))
        take_search(crowd)
        take_talk(crowd)
        take_suggestions(crowd)
        browser.close()


def take_search(crowd: Crowd) -> None:
    with crowd.visitor(language="fr", device=DESK) as visitor:
        page = visitor.go("search/?q=sous-traitant+injection+plastique+salle+blanche")
        keep(page, "search.png")


def take_talk(crowd: Crowd) -> None:
    account = "o.rifai@anfa-nephro.example"
    with crowd.visitor(account, language="ar", device=PHONE) as visitor:
        page = visitor.go("conversations/")
        page.locator("a.talk__item").first.click()
        page.wait_for_url(re.compile(r"/conversations/\d+/"))
        page.locator(".message").first.wait_for()
        keep(page, "talk-ar.png")


def take_suggestions(crowd: Crowd) -> None:
    with crowd.visitor("salma.elidrissi@injectis.example", device=DESK) as visitor:
        keep(visitor.go("suggestions/"), "suggestions.png")


def keep(page: Page, name: str) -> None:
    """Store the window, in as many colours as the size allows."""
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in COLOURS:
        drawn = shot.quantize(colours, dither=Image.Dither.NONE)
        drawn.save(HERE / name, optimize=True)
        if (HERE / name).stat().st_size <= MOST_BYTES:
            return
    raise SystemExit(f"{name} is larger than {MOST_BYTES} bytes.")


if __name__ == "__main__":
    take_all(sys.argv[1])
