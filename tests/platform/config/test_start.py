"""What stops the start, and a real site's settings under Django's deploy checks."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.checks import check_mail_server, check_site_address
from config.env import BASE_DIR
from config.refusals import (
    refuse_odd_cluster,
    refuse_old_time_zones,
    refuse_open_staff_door,
    refuse_split_memory,
)

REAL_SITE = {
    "SECRET_KEY": "k3y-of-a-test-that-is-long-enough-and-has-many-different-characters-0123",
    "SITE_URL": "https://wasl.example",
    "ALLOWED_HOSTS": "wasl.example",
    "EMAIL_URL": "smtp+tls://wasl:secret@mail.example:587",
}


def manage(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py as on a server: only the variables given, and none of the suite's."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env={"PATH": "/usr/bin:/bin", "WASL_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_deploy_checks_say_nothing_of_a_real_site(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **REAL_SITE)
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr


def test_start_is_refused_with_an_open_staff_door_outside_debug(tmp_path: Path) -> None:
    done = manage("check", folder=tmp_path, **REAL_SITE, STAFF_SECOND_FACTOR="0")
    assert done.returncode == 1
    assert "STAFF_SECOND_FACTOR=0 is for the demo only" in done.stderr


def test_real_site_has_neither_mailbox_nor_kit(tmp_path: Path) -> None:
    code = (
        "from django.urls import resolve as r; from django.utils.translation import activate; "
        "activate('fr'); names = ('settings', 'mailbox', 'kit'); "
        "print([r(f'/fr/{name}/').view_name for name in names])"
    )
    done = manage("shell", "-v0", "-c", code, folder=tmp_path, **REAL_SITE)
    assert "['accounts:profile-edit', 'wagtail_serve', 'wagtail_serve']" in done.stdout, done.stderr


@pytest.mark.parametrize(("debug", "second_factor"), [(True, False), (True, True), (False, True)])
def test_staff_door_is_let_pass_in_debug_or_closed(debug: bool, second_factor: bool) -> None:
    refuse_open_staff_door(debug=debug, second_factor=second_factor)


def test_several_processes_without_redis_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="WEB_CONCURRENCY=2 needs REDIS_URL"):
        refuse_split_memory(processes=2, redis_url="")
    refuse_split_memory(processes=1, redis_url="")
    refuse_split_memory(processes=4, redis_url="redis://localhost:6379/0")


def test_old_time_zone_data_are_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="tzdata"):
        refuse_old_time_zones("Africa/Lagos")
    refuse_old_time_zones("Africa/Casablanca")


def test_casablanca_is_at_utc_the_whole_year() -> None:
    assert settings.TIME_ZONE == "Africa/Casablanca"
    for month, day in ((10, 1), (12, 1)):
        moment = datetime(2026, month, day, 10, tzinfo=UTC)
        assert moment.astimezone(ZoneInfo("Africa/Casablanca")).hour == 10


def test_missing_mail_server_and_plain_address_are_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "HAS_MAIL_SERVER", False)
    monkeypatch.setattr(settings, "SITE_URL", "http://localhost:8000")
    said = [*check_mail_server(None), *check_site_address(None)]
    assert [warning.id for warning in said] == ["config.W001", "config.W002"]


@pytest.mark.parametrize(
    ("url", "ca_certs", "said"),
    [
        ("search.example:9200", "", "needs a scheme and a host"),
        ("https://one.example:9200, two.example", "", "needs a scheme and a host"),
        ("https://", "", "needs a scheme and a host"),
        ("http://search.example:9200", "/ca.crt", "is for https://"),
    ],
)
def test_start_is_refused_with_a_cluster_that_no_client_could_reach(
    url: str, ca_certs: str, said: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=said):
        refuse_odd_cluster(url=url, ca_certs=ca_certs)


@pytest.mark.parametrize(
    ("url", "ca_certs"),
    [("", ""), ("", "/ca.crt"), ("http://127.0.0.1:9200", ""), ("https://a:9200,https://b", "/c")],
)
def test_a_cluster_that_can_be_reached_is_let_pass(url: str, ca_certs: str) -> None:
    refuse_odd_cluster(url=url, ca_certs=ca_certs)
