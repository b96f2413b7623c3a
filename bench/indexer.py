"""Real processes that apply the outbox until they are killed, for the fault runs and tests.

    python -m bench.indexer SETTINGS_MODULE '{"database": …, "index_dir": …, "prefix": …}'

Django is set up once; then each line on the input starts a process (by fork, so that twenty kills
do not cost twenty starts) and its pid is printed:

    loop                    apply, again and again, as `index_changes` does
    once                    apply once, then end
    rebuild                 rebuild once, then end
    once before a.b.name    the process kills itself with SIGKILL before that function runs
    once after a.b.name     the same right after it

`wait PID` prints how a process ended: its exit code, or minus the signal that killed it.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NoReturn

PAUSE = 0.05


def set_up(module: str, given: dict[str, Any]) -> None:
    """Django as the parent has it: its database, index and lease."""
    os.environ["DJANGO_SETTINGS_MODULE"] = module
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = given["database"]
    settings.SEARCH_INDEX_DIR = Path(given["index_dir"])
    settings.ELASTICSEARCH_PREFIX = given["prefix"]
    settings.SENTENCE_ENCODER = "none"
    django.setup()
    from search.indexing.models import Lease

    Lease.SECONDS = given.get("lease", Lease.SECONDS)


def die() -> None:
    """End at once, as with a power cut: nothing is closed, nothing is given back."""
    os.kill(os.getpid(), signal.SIGKILL)


def set_fault(when: str, name: str) -> None:
    """Make the process die before or after a function, named by its dotted path."""
    owner_name, _, function_name = name.rpartition(".")
    owner = resolve_name(owner_name)
    function = getattr(owner, function_name)

    @wraps(function)
    def faulty(*args: Any, **kwargs: Any) -> None:
        if when == "after":
            function(*args, **kwargs)
        die()

    setattr(owner, function_name, faulty)


def apply() -> None:
    """What the worker does in each round; an engine that is down is asked again."""
    from search.engines import SearchUnavailable
    from search.indexing.tasks import apply_or_rebuild

    try:
        apply_or_rebuild()
    except SearchUnavailable as error:
        print(f"waits: {error}", file=sys.stderr)


def loop() -> None:
    """Apply until killed, or until the starter is gone."""
    parent = os.getppid()
    while os.getppid() == parent:
        apply()
        time.sleep(PAUSE)


def rebuild() -> None:
    """Make the index anew."""
    from search.indexing.rebuilding import rebuild as make_anew

    make_anew()


JOBS: dict[str, Callable[[], None]] = {"loop": loop, "once": apply, "rebuild": rebuild}


def run(words: list[str]) -> NoReturn:
    """Do a job in this new process and end it without the parent's clean-up."""
    code = 1
    try:
        if len(words) == 3:
            set_fault(words[1], words[2])
        JOBS[words[0]]()
        code = 0
    except Exception:
        traceback.print_exc()
    finally:
        os._exit(code)


def start(words: list[str]) -> int:
    """A new process for a job; its pid."""
    from django.db import connections

    connections.close_all()
    pid = os.fork()
    if pid == 0:
        sys.stdin.close()
        run(words)
    return pid


def main(arguments: list[str]) -> None:
    """Obey the lines of the input until it ends."""
    set_up(arguments[0], json.loads(arguments[1]))
    print("ready", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "wait":
            status = os.waitpid(int(words[1]), 0)[1]
            print(os.waitstatus_to_exitcode(status), flush=True)
        else:
            print(start(words), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
