"""What has to be done from time to time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from wagtail import hooks

from config import periodic
from config.periodic import Job, periodic_jobs, run_due, run_while

# Each run looks after the connections to the database, even where the command does not.
pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that ran, without running them; the one named "broken" fails."""
    names: list[str] = []

    def call(name: str, **options: Any) -> None:
        names.append(name)
        if name == "broken":
            raise RuntimeError(name)

    monkeypatch.setattr(periodic, "call_command", call)
    # The suite's own connection is none of its business.
    monkeypatch.setattr(periodic, "close_old_connections", lambda: None)
    return names


def test_run_due_runs_each_when_its_time_has_come(ran: list[str]) -> None:
    jobs = [Job("often", 60), Job("rarely", 3600)]

    counts = [run_due(jobs, now=now) for now in (0.0, 59.0, 60.0, 3600.0)]

    assert counts == [2, 0, 1, 2]
    assert ran == ["often", "rarely", "often", "often", "rarely"]


def test_run_due_goes_on_after_a_failure(ran: list[str]) -> None:
    assert run_due([Job("broken", 60), Job("next", 60)], now=0.0) == 2
    assert ran == ["broken", "next"]


def test_run_while_ends_when_no_longer_wanted(ran: list[str]) -> None:
    answers: Iterator[bool] = iter([True, True, False])

    with hooks.register_temporarily("periodic_commands", lambda: [("mine", 3600)]):
        run_while(lambda: next(answers), pause=0)

    assert ran.count("mine") == 1


def test_run_periodic_once_runs_every_job(capsys: pytest.CaptureFixture[str]) -> None:
    jobs = {job.command for job in periodic_jobs()}

    call_command("run_periodic", once=True)

    assert {"mail_unread_messages", "lapse_introductions", "send_digests"} <= jobs
    assert capsys.readouterr().out.splitlines()[-1] == f"{len(jobs)} run"
