"""The documentation names every room, decision and library."""

import re
import tomllib

import pytest

from config.env import BASE_DIR

DOCS = BASE_DIR / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))


def rooms() -> list[str]:
    """The folders that hold code, below the top ones."""
    found = [
        path.parent
        for area in ("platform", "cms", "search", "matching")
        for path in (BASE_DIR / area).glob("*/__init__.py")
    ]
    return sorted(path.name for path in found)


def test_the_map_has_every_room() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert [name for name in rooms() if f"  {name}/" not in text] == []


def test_the_index_of_decisions_is_complete_and_numbered_as_the_files() -> None:
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    for path in DECISIONS:
        number, title = re.match(r"# (\d+)\. (.+)", path.read_text("utf-8")).groups()  # type: ignore[union-attr]
        assert int(number) == int(path.name[:4])
        assert f"[{title}]({path.name})" in index


def test_every_library_has_its_reason() -> None:
    given = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.split(r"[^A-Za-z0-9-]", line)[0] for line in given["project"]["dependencies"]]
    listed = (DOCS / "decisions" / "0028-libraries.md").read_text(encoding="utf-8")
    assert [name for name in names if not re.search(rf"^\|[^|]*\b{name}\b", listed, re.M)] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_links_lead_to_files(name: str) -> None:
    page = BASE_DIR / name
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
