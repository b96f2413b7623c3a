"""One server for the session, one browser for each module.

Playwright's own loop would stop the asynchronous tests of other packages, so the browser ends
with its module; the server, dear to start, stays, one for each of xdist's workers. `--dist
loadscope` keeps a module on one worker and in its order.
"""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.site import Site, serving
from tests.browser.visits import Crowd

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """The served demo."""
    with serving(tmp_path_factory.mktemp("site"), worker=worker_id) as made:
        yield made


@pytest.fixture(scope="module")
def crowd(site: Site) -> Iterator[Crowd]:
    """The people before their screens."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGS)
        yield Crowd(chromium, site)
        chromium.close()
