"""What has to be done from time to time, by one process beside the server.

An app says so with Wagtail's hook `periodic_commands`: a callable without arguments that returns
pairs of a management command and the seconds between two runs. A command must be safe to repeat.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO

import structlog
from django.core.management import call_command
from django.db import close_old_connections
from wagtail import hooks

logger = structlog.get_logger(__name__)


@dataclass
class Job:
    """A command, the seconds between two runs, and when the next one is due."""

    command: str
    every: float
    due: float = 0.0


def periodic_jobs() -> list[Job]:
    """All jobs, due at once: what was missed while nothing ran is made up for."""
    given = (pair for hook in hooks.get_hooks("periodic_commands") for pair in hook())
    return [Job(command, every) for command, every in given]


def run_due(jobs: list[Job], *, now: float) -> int:
    """Run those that are due; a failure is logged and does not stop the others."""
    due = [job for job in jobs if job.due <= now]
    for job in due:
        run_job(job)
        job.due = now + job.every
    return len(due)


def run_job(job: Job) -> None:
    """Run one command quietly, with a database connection that still answers."""
    close_old_connections()
    try:
        call_command(job.command, verbosity=0, stdout=StringIO())
    except Exception:  # Whatever one command raises, the others have their turn.
        logger.exception("periodic.failed", command=job.command)
    finally:
        close_old_connections()


def run_while(is_wanted: Callable[[], bool], *, pause: float = 1.0) -> None:
    """Run the jobs as they fall due until they are no longer wanted."""
    jobs = periodic_jobs()
    while is_wanted():
        run_due(jobs, now=time.monotonic())
        time.sleep(pause)
