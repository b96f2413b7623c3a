"""The task and the command that apply the outbox, whatever state the index is in."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.engines import SearchEngine, get_engine
from search.engines.errors import IndexBusy
from search.indexing.models import OutboxEntry
from search.indexing.tasks import apply_or_rebuild, index_changes
from search.requests import ANONYMOUS, SearchRequest
from tests.search.factories import make_operator

pytestmark = pytest.mark.django_db


def test_a_missing_index_is_built(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_INDEX_DIR, settings.SENTENCE_ENCODER = tmp_path / "fresh", "none"
    make_operator()
    assert apply_or_rebuild() == 1
    assert get_engine().count() == 1


def test_a_damaged_index_is_built_anew(engine: SearchEngine, settings: Any) -> None:
    make_operator("Avant")
    apply_or_rebuild()
    for path in Path(settings.SEARCH_INDEX_DIR).rglob("*.store"):
        path.write_bytes(b"\x00" * 10)
    for path in Path(settings.SEARCH_INDEX_DIR).rglob("meta.json"):
        path.write_text("{")
    after = make_operator("Après", slug="apres")
    apply_or_rebuild()
    hits = get_engine().search(SearchRequest(text="Après"), ANONYMOUS).hits
    assert [hit.pk for hit in hits] == [after.pk]
    assert get_engine().count() == 2


def test_index_changes_leaves_entries_waiting_while_the_engine_is_down(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise IndexBusy("busy")

    make_operator()
    monkeypatch.setattr(type(engine), "upsert", refuse)
    assert index_changes.func() == 0
    assert OutboxEntry.objects.waiting().count() == 1
    with pytest.raises(CommandError, match="busy The changes wait"):
        call_command("index_changes")


def test_index_changes_command_says_how_many(engine: SearchEngine) -> None:
    make_operator()
    out = StringIO()
    call_command("index_changes", stdout=out)
    assert out.getvalue() == "1 changes applied.\n"
