"""What the first page weighs, and what the web process holds with the encoder loaded.

    python -m bench page

A real server on the demo, a real browser. The reference is the home page without compression.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page, Request, sync_playwright

from bench.report import emit, resident_mb, show
from bench.rows import TEXTS

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """The site as `make demo` serves it: its address and the pid of its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DEBUG": "1", "WASL_DATA_DIR": str(settings.DATA_DIR)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-m", "uvicorn", "--app-dir", "platform", "config.asgi:application"]
    options = ["--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, env=environment)
    try:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/readyz")
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str) -> None:
    """Wait at most a minute until an address answers 200."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def weigh(page: Page, address: str) -> dict[str, Any]:
    """Bytes on the wire and before compression, sheets, and layout shift of one page."""
    sizes: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        sizes.append({**request.sizes()})

    page.on("requestfinished", note)
    page.goto(address, wait_until="networkidle")
    shift = page.evaluate(
        """() => new Promise((done) => { let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.value; }))
          .observe({type: "layout-shift", buffered: true}); setTimeout(() => done(sum), 300); })"""
    )
    plain = page.evaluate(
        """() => performance.getEntriesByType("resource").reduce((sum, e) => sum
        + e.decodedBodySize, performance.getEntriesByType("navigation")[0].decodedBodySize)"""
    )
    return {
        "wire_kB": round(
            sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes) / 1000, 1
        ),
        "reference_plain_kB": round(plain / 1000, 1),
        "requests": len(sizes),
        "sheets": page.locator("link[rel=stylesheet]").count(),
        "layout_shift": round(shift, 4),
    }


def main(arguments: list[str]) -> None:
    """Load the demo, serve it, open pages, print."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", "--force", verbosity=0)
    with server() as (address, pid), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        pages = {
            name: weigh(browser.new_context().new_page(), address + path)
            for name, path in (("home", "/fr/"), ("search", "/fr/search/?q=seringue"))
        }
        page = browser.new_page()
        for text in TEXTS:
            page.goto(f"{address}/fr/search/?q={text}")
        memory = {"web process, encoder loaded": {"resident_mb": resident_mb(pid)}}
        browser.close()
    show("First page, nothing cached", pages)
    show("Memory after searching", memory)
    emit("page", pages | memory)
