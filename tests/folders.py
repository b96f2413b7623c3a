"""A data folder for each process of the suite or of a measurement, gone when the process ends."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def own_folder(prefix: str) -> str:
    """Make it, to be removed at exit; what killed processes left behind is removed now.

    mypy, which reads the suite's settings, ends without its exit handlers: its folders go at the
    next start.
    """
    remove_abandoned(prefix)
    path = tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-")
    atexit.register(remove_own, path, os.getpid())
    return path


def remove_own(path: str, pid: int) -> None:
    """Remove a folder, but not from a forked child, whose parent still needs it."""
    if os.getpid() == pid:
        shutil.rmtree(path, ignore_errors=True)


def remove_abandoned(prefix: str) -> None:
    """Remove the folders of that prefix whose process has ended."""
    for path in Path(tempfile.gettempdir()).glob(f"{prefix}[0-9]*-*"):
        pid = path.name.removeprefix(prefix).partition("-")[0]
        if pid.isdecimal() and not is_running(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether a process of that number lives, whoever owns it."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
