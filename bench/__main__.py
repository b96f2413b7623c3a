"""Run measurements: `python -m bench` for all, `python -m bench search` for one."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ALL = ("search", "suggestions", "saved", "delivery", "page")


def run(name: str, arguments: list[str]) -> None:
    """One measurement in this process, on a data folder of its own."""
    sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django

    django.setup()
    import_module(f"bench.{name}").main(arguments)


def main(arguments: list[str]) -> int:
    """Each of ALL in a process of its own, so that none warms another up."""
    if arguments:
        run(arguments[0], arguments[1:])
        return 0
    commands = ([sys.executable, "-m", "bench", name] for name in ALL)
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
