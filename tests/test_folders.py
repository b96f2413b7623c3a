"""The suite leaves no data folder behind, however its process ends."""

import signal
import subprocess
import sys
import uuid
from pathlib import Path

from tests.folders import own_folder

ROOT = Path(__file__).resolve().parents[1]
MAKE = (
    "import sys; from tests.folders import own_folder; print(own_folder(sys.argv[1]), flush=True)"
)


def started(prefix: str, then: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", f"{MAKE}; {then}", prefix]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_folder_goes_with_its_process() -> None:
    told, _errors = started(f"wasl-{uuid.uuid4().hex}-", "pass").communicate(timeout=60)
    assert told.strip()
    assert not Path(told.strip()).exists()


def test_the_folder_of_a_killed_process_goes_at_the_next_start_and_a_living_ones_stays() -> None:
    prefix = f"wasl-{uuid.uuid4().hex}-"
    with started(prefix, "sys.stdin.read()") as killed, started(prefix, "sys.stdin.read()") as kept:
        folders = [
            Path(process.stdout.readline().strip()) for process in (killed, kept) if process.stdout
        ]
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=60)
        own_folder(prefix)
        assert [folder.exists() for folder in folders] == [False, True]
        kept.communicate("", timeout=60)
    assert not folders[1].exists()
