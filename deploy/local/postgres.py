"""PostgreSQL, of Debian's package."""

import signal
import subprocess

from deploy.local import processes
from deploy.local.processes import HOST, STATE, port_of, start, unprivileged, wait
from deploy.local.programs import install_debian, need, run_quietly

NAME = "postgres"


def port() -> int:
    """Where it listens."""
    return port_of(NAME, 54329)


def url() -> str:
    """DATABASE_URL for it."""
    return f"postgres://wasl@{HOST}:{port()}/wasl"


def up() -> None:
    """Start it and make the database `wasl`."""
    install_debian("postgres", "postgresql")
    data = STATE / NAME
    if not (data / "PG_VERSION").exists():
        command = [need("initdb"), "-D", str(data), "-U", "wasl", "-A", "trust", "-E", "UTF8"]
        run_quietly(unprivileged([*command, "--locale=C.UTF-8"]), "PostgreSQL's initdb")
    options = ["-p", str(port()), "-h", HOST, "-k", "", "-c", "max_connections=200"]
    start(NAME, [need("postgres"), "-D", str(data), *options], port())
    address = ["-h", HOST, "-p", str(port()), "-U", "wasl"]
    ready = [need("pg_isready"), *address]
    wait(NAME, lambda: subprocess.run(ready, capture_output=True).returncode == 0, seconds=30)
    subprocess.run([need("createdb"), *address, "wasl"], capture_output=True, check=False)


def down() -> None:
    """Stop it; SIGINT does not wait for clients to hang up."""
    processes.stop(NAME, by=signal.SIGINT)
