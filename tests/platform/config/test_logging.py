"""Each event is one line, and a machine can read it."""

import json
from pathlib import Path

from tests.platform.config.test_start import REAL_SITE, manage

WARN = "import logging; logging.getLogger('django.request').warning('Not Found: %s', '/fr/é/')"


def test_a_line_of_django_is_one_json_object(tmp_path: Path) -> None:
    done = manage("shell", "-v0", "-c", WARN, folder=tmp_path, **REAL_SITE)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["event"], line["level"], line["logger"]) for line in lines] == [
        ("Not Found: /fr/é/", "warning", "django.request")
    ]


def test_a_line_is_written_once_where_debug_is_on(tmp_path: Path) -> None:
    done = manage("shell", "-v0", "-c", WARN, folder=tmp_path, DEBUG="1", LOG_FORMAT="json")
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["Not Found: /fr/é/"]
