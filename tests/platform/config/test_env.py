"""The list of settings is whole, and the environment is read in one place."""

import re

import pytest

from config.env import BASE_DIR, env

ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.M)
# What starts Python must name the settings module before anything else can be read.
STARTERS = {"manage.py", "platform/config/asgi.py"}
READS = re.compile(r"os\.environ|os\.getenv|from os import (environ|getenv)")


def test_operations_lists_each_setting_once_and_no_other() -> None:
    listed = ROW.findall((BASE_DIR / "docs" / "operations.md").read_text(encoding="utf-8"))
    assert listed == list(env.scheme)


@pytest.mark.parametrize("top", ["platform", "cms", "search", "matching"])
def test_nothing_but_env_reads_the_environment(top: str) -> None:
    readers = {
        path.relative_to(BASE_DIR).as_posix()
        for path in (BASE_DIR / top).rglob("*.py")
        if READS.search(path.read_text(encoding="utf-8"))
    }
    assert readers - STARTERS == set()


def test_starters_name_the_settings_module_and_read_nothing() -> None:
    for name in STARTERS:
        lines = (BASE_DIR / name).read_text(encoding="utf-8").splitlines()
        reads = [line.strip() for line in lines if READS.search(line)]
        assert [line.startswith("os.environ.setdefault(") for line in reads] == [True]


def test_each_name_asked_of_env_is_in_the_scheme() -> None:
    asked = {
        name
        for path in (BASE_DIR / "platform" / "config").glob("*.py")
        for name in re.findall(r"\benv\(\"([A-Z_]+)\"\)", path.read_text(encoding="utf-8"))
    }
    assert asked - set(env.scheme) == set()
