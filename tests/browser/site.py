"""A real server with the demo, and the mails it sends; tests know it by its addresses alone."""

import email
import email.policy
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from config.env import BASE_DIR

START_S = 180
PASSWORD = "wasl-demo-2026"


@dataclass(frozen=True)
class Site:
    """Where the server answers and where it leaves its mails."""

    url: str
    mail_dir: Path

    def letter_to(self, address: str, *, having: str) -> str:
        """The text of the newest mail to `address` with these words; waits until it is there."""
        found = wait_for(lambda: self._letters(address, having), f"a mail to {address}: {having}")
        return found[-1]

    def _letters(self, address: str, having: str) -> list[str]:
        return [
            text
            for path in sorted(self.mail_dir.glob("*.log"), key=lambda path: path.stat().st_mtime)
            for letter in letters(path.read_bytes())
            if address in str(letter["To"])
            and having in (text := f"{letter['Subject']}\n{plain_text(letter)}")
        ]


def letters(content: bytes) -> list[EmailMessage]:
    """The mails of one file of Django's file-based backend."""
    parts = re.split(rb"\n-{79}\n", content)
    policy = email.policy.default
    return [email.message_from_bytes(part.strip(), policy=policy) for part in parts if part.strip()]


def plain_text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return body.get_content() if body else ""


Found = TypeVar("Found")


def wait_for(look: Callable[[], Found], what: str, *, seconds: float = 15) -> Found:
    """What `look` finds, as soon as it is something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError(f"Waited {seconds} s in vain for {what}.")


@contextmanager
def serving(folder: Path, *, worker: str) -> Iterator[Site]:
    """Start the server on a free port with data of its own, and end it."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", folder / "mail")
    command = [sys.executable, "-m", "tests.browser.serve", str(port)]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env=environment(site, folder, worker),
            stdout=output,
            stderr=output,
        )
    try:
        wait_for(lambda: is_ready(site, server, log), "the server", seconds=START_S)
        yield site
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_ready(site: Site, server: subprocess.Popen[bytes], log: Path) -> bool:
    if server.poll() is not None:
        raise AssertionError(f"The server ended:\n{log.read_text()[-3000:]}")
    # Not urllib: it would ask a proxy of the environment.
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def environment(site: Site, folder: Path, worker: str) -> dict[str, str]:
    """What the server reads: the suite's environment, with places of its own on each service."""
    given = dict(os.environ)  # noqa: TID251 - handed on whole to the server.
    own = {
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PYTHONPATH": os.pathsep.join([str(BASE_DIR), str(BASE_DIR / "platform")]),
        "WASL_DATA_DIR": str(folder),
        "SITE_URL": site.url,
        "STAFF_SECOND_FACTOR": "0",
        "ELASTICSEARCH_PREFIX": f"wasl-browser-{worker}",
        "LOG_LEVEL": "WARNING",
        "LOG_FORMAT": "console",
    }
    if given.get("DATABASE_URL"):
        own["DATABASE_URL"] = own_database(given["DATABASE_URL"], f"wasl_browser_{worker}")
    if given.get("REDIS_URL"):
        redis = urlsplit(given["REDIS_URL"])
        # The suite's settings have given each worker a database, from 1 on: the site's lies above.
        own["REDIS_URL"] = redis._replace(path=f"/{8 + int(redis.path[1:])}").geturl()
    return given | own


def own_database(url: str, name: str) -> str:
    """An empty database of this name on the server of `url`; what an earlier run left goes."""
    parts = urlsplit(url)
    server = parts._replace(scheme="postgresql", path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        quoted = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(quoted))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(quoted))
    return parts._replace(path=f"/{name}").geturl()
