"""From the POST of a message to the other's socket.

    python -m bench delivery

One uvicorn process on loopback with a real site's settings (no DEBUG, a log line a request), 50
and 200 sockets open, one message in flight. The references, in the same process: a bare Channels
echo (a frame back to its own socket), and a bare Channels relay (a POST that goes to a socket with
no session, database or page between). The three take turns, so that whatever else the machine does
meets all of them. `cpu_ms` is the processor time of the whole process, once for each message.
"""

import asyncio
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from websockets.asyncio.client import ClientConnection, connect

from bench.report import emit, percentiles, show
from bench.talkers import Pair, make_pairs

ROOT = Path(__file__).resolve().parents[1]
SIZES = (50, 200)
TURNS, MESSAGES = 5, 100
LONGEST_S = 5
CSRF = "c" * 32
Step = Callable[[], Awaitable[float]]


@dataclass(frozen=True)
class Server:
    """Where it answers, and what it uses."""

    port: int
    pid: int

    def cpu_ms(self) -> float:
        """The processor time of all its threads since it began."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


@contextmanager
def server() -> Iterator["Server"]:
    """The site and the references in one process, with the settings of a real site."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"WASL_DATA_DIR": str(settings.DATA_DIR), "LOG_LEVEL": "INFO"}
    command = [sys.executable, "-m", "uvicorn", "--app-dir", "platform"]
    command += ["bench.reference.sockets:application", "--port", str(port)]
    command += ["--log-level", "error", "--timeout-keep-alive", "120"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Wait at most a minute until the server takes connections."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


class Poster:
    """One kept HTTP connection, as a browser has, and the address that it posts to."""

    def __init__(self, port: int, path: str, session: str = "") -> None:
        self.port, self.path, self.session = port, path, session

    def request(self, body: str) -> bytes:
        """A POST as it goes over the wire."""
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: localhost:{self.port}\r\n"
            f"Accept: application/json\r\n"
            f"X-Forwarded-Proto: https\r\nOrigin: https://localhost:{self.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nX-CSRFToken: {CSRF}\r\n"
            f"Cookie: {settings.SESSION_COOKIE_NAME}={self.session}; csrftoken={CSRF}\r\n\r\n"
        )
        return head.encode() + body.encode()

    async def connect(self) -> None:
        """Open the connection, once."""
        if not hasattr(self, "writer"):
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def read_answer(self) -> None:
        """All of it; raises ValueError unless it is 200."""
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        if " 200 " not in answer.partition("\r\n")[0]:
            raise ValueError(answer)
        await self.reader.readexactly(int(answer.partition("content-length: ")[2].split()[0]))


def open_socket(port: int, path: str, session: str = "") -> connect:
    """A socket with the cookie of a session."""
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"}
    address, origin = f"ws://localhost:{port}{path}", f"http://localhost:{port}"
    return connect(address, origin=origin, additional_headers=cookie)  # type: ignore[arg-type]


@dataclass
class Taken:
    """What the steps of one kind took, over all turns."""

    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: float = 0

    def row(self) -> dict[str, float]:
        """The percentiles, and the processor time of one step."""
        return percentiles(self.wall_ms) | {"cpu_ms": round(self.cpu_ms / len(self.wall_ms), 2)}


async def measure(site: Server, steps: list[Step], taken: Taken) -> None:
    """Take each step once, to warm up; then any of them each time, and note what it takes."""
    for step in steps:
        await step()
    chosen = random.Random(len(taken.wall_ms)).choices(steps, k=MESSAGES)
    start = site.cpu_ms()
    taken.wall_ms += [await step() for step in chosen]
    taken.cpu_ms += site.cpu_ms() - start


@asynccontextmanager
async def all_open(sockets: list[connect]) -> AsyncIterator[list[ClientConnection]]:
    """All sockets, opened one after another and closed together."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(one) for one in sockets]


async def measure_echo(site: Server, size: int, taken: Taken) -> None:
    """A frame to the server and back on the same socket."""

    def step(page: ClientConnection) -> Step:
        async def echo() -> float:
            start = time.perf_counter()
            await page.send("ping")
            await page.recv()
            return (time.perf_counter() - start) * 1000

        return echo

    async with all_open([open_socket(site.port, "/echo/") for _number in range(size)]) as pages:
        await measure(site, [step(page) for page in pages], taken)


def posting(page: ClientConnection, poster: Poster, write: Callable[[], str]) -> Step:
    """From the sending of a POST until a frame is on the socket; its answer is read after that.

    As with the echo, the clock runs while it is sent and the frame awaited, not while this client
    puts it together.
    """

    async def step() -> float:
        request = poster.request(write())
        await poster.connect()
        async with asyncio.timeout(LONGEST_S):
            start = time.perf_counter()
            poster.writer.write(request)
            await page.recv()
            took = (time.perf_counter() - start) * 1000
            await poster.read_answer()
        return took

    return step


async def measure_relay(site: Server, size: int, taken: Taken) -> None:
    """A POST to the socket of another, through the channel layer alone."""
    paths = [f"/relay/{number}/" for number in range(size)]
    async with all_open([open_socket(site.port, path) for path in paths]) as pages:
        posters = [Poster(site.port, path) for path in paths]
        await measure(
            site,
            [posting(*pair, lambda: "ping") for pair in zip(pages, posters, strict=True)],
            taken,
        )


async def measure_delivery(site: Server, pairs: list[Pair], taken: Taken) -> None:
    """A message to the socket of the other side."""
    keys = [key for pair in pairs for key in (pair.writer, pair.reader)]
    async with all_open([open_socket(site.port, "/ws/", key) for key in keys]) as pages:
        for page in pages:
            await page.recv()
        posters = [message_poster(site.port, pair) for pair in pairs]
        steps = [posting(*pair, new_message) for pair in zip(pages[1::2], posters, strict=True)]
        await measure(site, steps, taken)


def message_poster(port: int, pair: Pair) -> Poster:
    """What sends messages as the writer of a pair."""
    return Poster(port, f"/fr/conversations/{pair.conversation}/send/", pair.writer)


def new_message() -> str:
    """The fields of a message that was not sent before."""
    return urlencode({"body": "Bonjour, avez-vous reçu les plans ?", "client_id": uuid4()})


async def measure_all(site: Server, pairs: list[Pair]) -> dict[str, dict[str, Any]]:
    """Each size with its references."""
    rows: dict[str, dict[str, Any]] = {}
    for size in SIZES:
        echo, relay, message = await measure_size(site, size, pairs[: size // 2])
        message["times_echo_p99"] = round(message["p99_ms"] / echo["p99_ms"], 1)
        message["times_relay_p99"] = round(message["p99_ms"] / relay["p99_ms"], 1)
        rows[f"echo, {size} sockets"] = echo
        rows[f"relay, {size} sockets"] = relay
        rows[f"message, {size} sockets"] = message
    return rows


async def measure_size(site: Server, size: int, pairs: list[Pair]) -> list[dict[str, Any]]:
    """Echo, relay and message, taking turns."""
    echo, relay, message = Taken(), Taken(), Taken()
    for _turn in range(TURNS):
        await measure_echo(site, size, echo)
        await measure_relay(site, size, relay)
        await measure_delivery(site, pairs, message)
    return [taken.row() for taken in (echo, relay, message)]


def main(arguments: list[str]) -> None:
    """Prepare the data, measure, print."""
    call_command("migrate", verbosity=0)
    pairs = make_pairs(max(SIZES) // 2)
    with server() as site:
        rows = asyncio.run(measure_all(site, pairs))
    show("From POST to the other's socket", rows)
    emit("delivery", rows)
