"""Processes that outlive the command that starts them, known by their pids in var/services."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATE = ROOT / "var" / "services"
HOST = "127.0.0.1"
# How long a service may take to end before it is killed.
SECONDS_TO_END = 30
# In /proc/PID/stat, behind the name in brackets: the state, and when the process started.
STATE_FIELD, START_FIELD = 0, 19
# What this process has started, to learn of their ends.
children: dict[int, "subprocess.Popen[bytes]"] = {}


class ServiceError(Exception):
    """What is wrong and what to do, in one sentence."""


def port_of(name: str, usual: int) -> int:
    """The port of a service: that of WASL_<NAME>_PORT, else the usual one."""
    variable = f"WASL_{name.upper()}_PORT"
    try:
        return int(os.environ.get(variable, usual))
    except ValueError:
        raise ServiceError(f"{variable} is not a number.") from None


def unprivileged(command: list[str]) -> list[str]:
    """The command as it must run: PostgreSQL and Elasticsearch refuse root.

    A user namespace gives root another uid without another user's lack of rights on the folder.
    """
    if os.geteuid() != 0:
        return command
    return ["unshare", "--map-user=1000", "--map-group=1000", "--", *command]


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def need_free(port: int, name: str) -> None:
    """Raise where something else listens on the port of a service."""
    if answers(port):
        variable = f"WASL_{name.upper()}_PORT"
        raise ServiceError(f"Port {port} is taken; set {variable} to a free one for {name}.")


def stat_of(pid: int) -> list[str]:
    """The fields of a process from its state on; none where it is gone or has ended."""
    if pid in children:
        children[pid].poll()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [] if fields[STATE_FIELD] == "Z" else fields


def pid_of(name: str) -> int | None:
    """The pid of a service that was started here and that still runs.

    The start time tells it from another process that was given the same pid since.
    """
    try:
        pid, started = (STATE / f"{name}.pid").read_text().split()
        fields = stat_of(int(pid))
    except (FileNotFoundError, ValueError):
        return None
    return int(pid) if fields and fields[START_FIELD] == started else None


def start(
    name: str,
    command: list[str],
    port: int,
    *,
    env: dict[str, str] | None = None,
    folder: Path = STATE,
) -> bool:
    """Start a service in `folder` unless it runs; True if it was started now."""
    if pid_of(name) is not None:
        return False
    need_free(port, name)
    with (STATE / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            unprivileged(command),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            env=os.environ | (env or {}),
            cwd=folder,
            start_new_session=True,
        )
    children[process.pid] = process
    started = (stat_of(process.pid) or ["?"] * (START_FIELD + 1))[START_FIELD]
    (STATE / f"{name}.pid").write_text(f"{process.pid} {started}")
    return True


def wait(name: str, is_ready: Callable[[], bool], *, seconds: int) -> None:
    """Wait until a service answers; say where its log is if it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_ready():
            return
        if pid_of(name) is None:
            break
        time.sleep(0.2)
    raise ServiceError(f"{name} did not start; its log is {STATE / name}.log.")


def stop(name: str, *, by: signal.Signals = signal.SIGTERM) -> None:
    """End a service by its own pid, with all that it started, and wait for it."""
    pid = pid_of(name)
    if pid is not None:
        if by is signal.SIGKILL:
            os.killpg(pid, by)
        else:
            os.kill(pid, by)
        end = time.monotonic() + SECONDS_TO_END
        while pid_of(name) is not None:
            if time.monotonic() > end:
                os.killpg(pid, signal.SIGKILL)
            time.sleep(0.1)
    (STATE / f"{name}.pid").unlink(missing_ok=True)
