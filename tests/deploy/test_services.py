"""The services of the suite: what is missing or in the way is said in one sentence."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import elasticsearch, java, processes, programs
from deploy.local.processes import ServiceError, pid_of, start, stop

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own, and none of the suite's settings."""
    for module in (processes, elasticsearch):
        monkeypatch.setattr(module, "STATE", tmp_path)
    for name in ("ELASTICSEARCH_URL", "WASL_ELASTICSEARCH_PORT", "ES_JAVA_HOME", "JAVA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which something listens that never answers."""
    with socket.socket() as held:
        held.bind((processes.HOST, 0))
        held.listen()
        yield held.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as held:
        held.bind((processes.HOST, 0))
        return int(held.getsockname()[1])


def test_a_service_is_started_once_and_stopped_by_its_pid(state: Path, free_port: int) -> None:
    assert start("sleeper", ["sleep", "60"], free_port, folder=state)
    pid = pid_of("sleeper")
    assert pid is not None
    assert not start("sleeper", ["sleep", "60"], free_port, folder=state)
    assert pid_of("sleeper") == pid
    stop("sleeper")
    assert (pid_of("sleeper"), processes.stat_of(pid)) == (None, [])


def test_a_service_that_does_not_end_is_killed(
    state: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "SECONDS_TO_END", 0.2)
    stubborn = ["sh", "-c", 'trap "" TERM; touch ready; while :; do sleep 0.05; done']
    start("stubborn", stubborn, free_port, folder=state)
    processes.wait("stubborn", (state / "ready").exists, seconds=10)
    stop("stubborn", by=signal.SIGTERM)
    assert pid_of("stubborn") is None


def test_another_process_with_the_same_pid_is_left_alone(state: Path) -> None:
    (state / "redis.pid").write_text(f"{os.getpid()} 1")
    assert pid_of("redis") is None
    stop("redis")


def test_a_taken_port_is_said_with_the_setting_that_changes_it(
    state: Path, taken_port: int
) -> None:
    with pytest.raises(ServiceError, match=rf"Port {taken_port} is taken; set WASL_REDIS_PORT"):
        start("redis", ["sleep", "60"], taken_port, folder=state)


def test_a_service_that_ends_at_once_is_said_with_its_log(state: Path, free_port: int) -> None:
    start("brief", ["true"], free_port, folder=state)
    with pytest.raises(ServiceError, match=r"brief did not start; its log is .*brief\.log"):
        processes.wait("brief", lambda: False, seconds=10)


def test_a_port_that_is_no_number_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WASL_ELASTICSEARCH_PORT", "many")
    with pytest.raises(ServiceError, match="WASL_ELASTICSEARCH_PORT is not a number"):
        elasticsearch.port()


def test_what_speaks_no_http_is_no_elasticsearch(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair()
    theirs.sendall(b"This is not an HTTP port")
    theirs.close()
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: ours)
    assert not elasticsearch.is_up()


def test_a_given_server_that_does_not_answer_is_said(
    free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", f"http://127.0.0.1:{free_port}")
    with pytest.raises(ServiceError, match=f"Nothing answers at ELASTICSEARCH_URL .*{free_port}"):
        elasticsearch.up()


def test_java_that_is_missing_or_too_old_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "java-17" / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho 'openjdk version \"17.0.9\"' >&2\n")
    program.chmod(0o755)
    monkeypatch.setattr(java, "INSTALLED", tmp_path)
    assert java.java_version(program) == 17
    with pytest.raises(ServiceError, match="needs Java 21 or newer: install one and set ES_JAVA"):
        java.java_home()


def test_a_download_without_maven_or_that_fails_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(ServiceError, match="install the Debian package maven"):
        elasticsearch.unpacked()
    maven = tmp_path / "bin" / "mvn"
    maven.parent.mkdir()
    maven.write_text("#!/bin/sh\necho 'Could not transfer artifact' >&2\nexit 1\n")
    maven.chmod(0o755)
    with pytest.raises(ServiceError, match="through Maven failed: Could not transfer artifact"):
        elasticsearch.unpacked()


def test_a_package_that_we_may_not_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs.os, "geteuid", lambda: 1000)
    with pytest.raises(ServiceError, match="nowhere is missing: install the Debian package some"):
        programs.install_debian("nowhere", "some-package")


def test_the_settings_that_lead_to_the_services_are_printed() -> None:
    ports = {name: f"{50000 + n}" for n, name in enumerate(("POSTGRES", "REDIS", "ELASTICSEARCH"))}
    done = subprocess.run(
        [sys.executable, "deploy/services.py", "env"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin"} | {f"WASL_{n}_PORT": port for n, port in ports.items()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "export DATABASE_URL=postgres://wasl@127.0.0.1:50000/wasl",
        "export REDIS_URL=redis://127.0.0.1:50001/0",
        "export ELASTICSEARCH_URL=http://127.0.0.1:50002",
    ]
