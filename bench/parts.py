"""The parts of the engines' measurement, each in a process of its own.

    python -m bench parts PART '{"engine": "embedded", "path": …}'

Prints the figures as JSON. So the memory of the process that searches is that of searching only,
and readers, publisher and the one who looks whether it is findable compete as they do on a site.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import answering, filling, load, reading, rows
from bench.subjects import Figures

ROOT = Path(__file__).resolve().parents[1]
PARTS = {
    "fill": filling.fill,
    "encode": filling.encode,
    "read": reading.read,
    "publish": load.publish,
    "look": load.look,
    "ask": load.ask,
    "reference": rows.measure_reference,
    "answer": answering.answer,
}


def start(part: str, given: Figures) -> "subprocess.Popen[str]":
    """A process that does a part."""
    command = [sys.executable, "-m", "bench", "parts", part, json.dumps(given)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def begin_together(processes: Sequence["subprocess.Popen[str]"]) -> None:
    """Wait until all are ready (see load.wait_for_begin), then give them a common beginning."""
    for process in processes:
        assert process.stdout is not None
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("a part did not start")
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(f"{time.monotonic() + 0.5}\n")
        process.stdin.flush()


def figures_of(process: "subprocess.Popen[str]") -> Figures:
    """What a part has printed, once it has ended."""
    printed = process.communicate()[0]
    if process.returncode:
        raise RuntimeError(f"a part has ended with {process.returncode}")
    figures: Figures = json.loads(printed.splitlines()[-1])
    return figures


def run(part: str, given: Figures, *, seconds: float | None = None) -> Figures:
    """Do a part in a process of its own; no figures but n = 0 where it takes longer than that."""
    process = start(part, given)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return {"n": 0}
    return figures_of(process)


def main(arguments: list[str]) -> None:
    """Do one part, print its figures."""
    part, given = arguments[0], json.loads(arguments[1])
    print(json.dumps(PARTS[part](given)))
