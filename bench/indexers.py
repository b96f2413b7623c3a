"""The side that starts and kills the processes of bench.indexer."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class Indexers:
    """Starts processes that apply the outbox; what still runs at the end is killed."""

    def __init__(self, module: str, given: dict[str, Any]) -> None:
        paths = os.pathsep.join((str(ROOT), str(ROOT / "platform")))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.indexer", module, json.dumps(given)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.running: set[int] = set()

    def __enter__(self) -> "Indexers":
        if self._read() != "ready":
            raise RuntimeError("bench.indexer did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for pid in tuple(self.running):
            self.kill(pid)
        self.process.communicate(timeout=20)

    def _read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def _ask(self, line: str) -> int:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return int(self._read())

    def start(self, job: str) -> int:
        """A new process for a job (see bench.indexer); its pid."""
        pid = self._ask(job)
        self.running.add(pid)
        return pid

    def wait(self, pid: int) -> int:
        """How a process ended."""
        code = self._ask(f"wait {pid}")
        self.running.discard(pid)
        return code

    def kill(self, pid: int) -> int:
        """Kill a process with SIGKILL, and wait for its end."""
        os.kill(pid, signal.SIGKILL)
        return self.wait(pid)
