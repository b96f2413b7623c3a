"""Percentiles, tables and the JSON of a measurement."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

Given = TypeVar("Given")


def milliseconds(act: Callable[[Any], object], arguments: Iterable[Any]) -> list[float]:
    """How long each call took, in ms."""
    took = []
    for argument in arguments:
        start = time.perf_counter()
        act(argument)
        took.append((time.perf_counter() - start) * 1000)
    return took


def within(arguments: Iterable[Given], seconds: float) -> Iterator[Given]:
    """The first of the arguments, until that time is over; one at least."""
    end = time.monotonic() + seconds
    for argument in arguments:
        yield argument
        if time.monotonic() > end:
            return


def percentiles(took: Sequence[float]) -> dict[str, float]:
    """p50, p95 and p99 of durations in ms."""
    p50, p95, p99 = map(float, np.percentile(took, (50, 95, 99)))
    return {
        "n": len(took),
        "p50_ms": round(p50, 2),
        "p95_ms": round(p95, 2),
        "p99_ms": round(p99, 2),
    }


def timed(act: Callable[[Any], object], arguments: Sequence[Any]) -> dict[str, float]:
    """Elapsed percentiles, and those of the CPU time of this process."""
    cpu: list[float] = []

    def once(argument: Any) -> None:
        start = time.process_time()
        act(argument)
        cpu.append((time.process_time() - start) * 1000)

    return with_cpu(milliseconds(once, arguments), cpu)


def with_cpu(wall: Sequence[float], cpu: Sequence[float]) -> dict[str, float]:
    """Elapsed percentiles, and those of this process's CPU time: the machine may be shared."""
    used = percentiles(cpu)
    return percentiles(wall) | {f"cpu_{name}": used[name] for name in ("p50_ms", "p95_ms")}


def resident_mb(pid: int | str = "self") -> int:
    """The memory that a process holds now, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    line = next(line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def show(title: str, rows: dict[str, dict[str, Any]]) -> None:
    """A table: one row a thing measured."""
    columns = list(dict.fromkeys(name for row in rows.values() for name in row))
    width = max(map(len, rows))
    print(f"\n{title}")
    print(" " * width, *(f"{name:>14}" for name in columns))
    for name, row in rows.items():
        print(f"{name:<{width}}", *(f"{row.get(column, ''):>14}" for column in columns))


def emit(name: str, rows: dict[str, dict[str, Any]]) -> None:
    """The measurement as one line of JSON."""
    print(json.dumps({"measurement": name, "rows": rows}, ensure_ascii=False))
