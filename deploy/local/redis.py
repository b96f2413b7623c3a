"""Redis, of Debian's package, without a file on disk: it holds nothing that must survive."""

from deploy.local import processes
from deploy.local.processes import HOST, STATE, answers, port_of, start, wait
from deploy.local.programs import install_debian, need

NAME = "redis"


def port() -> int:
    """Where it listens."""
    return port_of(NAME, 63799)


def url() -> str:
    """REDIS_URL for it."""
    return f"redis://{HOST}:{port()}/0"


def up() -> None:
    """Start it."""
    install_debian("redis-server", "redis-server")
    options = ["--port", str(port()), "--bind", HOST, "--save", "", "--appendonly", "no"]
    start(NAME, [need("redis-server"), *options, "--dir", str(STATE)], port())
    wait(NAME, lambda: answers(port()), seconds=10)


def down() -> None:
    """Stop it."""
    processes.stop(NAME)
