"""The code lists against their sources beside the repository."""

import csv
import re

import pytest

from tests.platform.demo.data import taxonomy
from tests.shared import shared_file


@pytest.mark.parametrize(
    ("key", "name"), [("process", "processes"), ("mode", "modes"), ("standard", "standards")]
)
def test_code_list_is_the_one_of_the_judged_set(key: str, name: str) -> None:
    readme = shared_file("judged/README.md").read_text(encoding="utf-8")
    listed = re.search(rf"^- {key}: (.+)$", readme, re.MULTILINE)
    assert listed is not None
    assert [row["code"] for row in taxonomy(name)] == listed[1].split(", ")


def test_device_categories_say_what_the_nomenclature_says() -> None:
    with shared_file("emdn/emdn_v2_en.csv").open(encoding="utf-8", newline="") as lines:
        official = {row["code"]: row for row in csv.DictReader(lines)}
    for row in taxonomy("device_categories"):
        source = official[row["code"]]
        assert row["en"] == source["term_en"]
        assert row["parent"] == (source["parent"] or None)
        assert row["level"] == int(source["level"])
        assert row["terminal"] == (source["terminal"] == "YES")


def test_device_categories_bring_all_their_ancestors() -> None:
    rows = taxonomy("device_categories")
    assert {row["parent"] for row in rows if row["parent"]} <= {row["code"] for row in rows}
