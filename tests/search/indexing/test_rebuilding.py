"""Rebuild beside the serving index, and reconciliation."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from search.documents import Document
from search.engines import SearchEngine
from search.indexing import rebuilding, services
from search.indexing.models import OutboxEntry
from search.requests import ANONYMOUS, SearchRequest
from tests.search.factories import make_operator, make_opportunity

pytestmark = pytest.mark.django_db


def test_rebuild_search_indexes_all_that_is_published(engine: SearchEngine) -> None:
    make_opportunity()
    make_operator("Caché", live=False)
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert out.getvalue() == "2 documents indexed.\n"
    assert engine.count() == 2
    assert engine.generations() == (engine.serving(),)


def test_rebuild_catches_up_with_what_changes_meanwhile(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = make_operator("Avant")
    fill = rebuilding.fill

    def fill_then_change(*args: Any) -> set[str]:
        broken = fill(*args)
        early.name = "Après"
        early.save()
        make_operator("Nouveau")
        services.apply_outbox()
        return broken

    monkeypatch.setattr(rebuilding, "fill", fill_then_change)
    rebuilding.rebuild()
    names = [
        [hit.pk for hit in engine.search(SearchRequest(text=text), ANONYMOUS).hits]
        for text in ("Avant", "Après")
    ]
    assert names == [[], [early.pk]]
    assert engine.count() == 2


def test_rebuild_serves_though_people_publish_until_its_last_moment(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = make_operator("Avant")
    make_operator("Toujours")
    check = rebuilding.check_counts

    def publish_then_check(*args: Any, **kwargs: Any) -> None:
        gone.delete()
        make_operator("Nouveau")
        make_operator("Encore")
        check(*args, **kwargs)

    monkeypatch.setattr(rebuilding, "check_counts", publish_then_check)
    rebuilding.rebuild()
    services.apply_outbox()
    assert engine.count() == 3
    assert not rebuilding.compare()


def test_rebuild_that_fails_leaves_the_old_index_serving(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_operator()
    services.apply_outbox()
    serving = engine.serving()

    def fail(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(rebuilding, "take_over", fail)
    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild()
    assert engine.generations() == (serving,)
    assert engine.count() == 1


def test_rebuild_refuses_to_serve_an_index_that_lacks_documents(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_operator()
    serving = engine.serving()
    monkeypatch.setattr(rebuilding, "fill", lambda *args: set())
    OutboxEntry.objects.all().delete()
    with pytest.raises(rebuilding.CountsDifferError, match="1 documents in the database, 0 in"):
        rebuilding.rebuild()
    assert engine.serving() == serving


def test_reconcile_search_says_and_mends_each_difference(engine: SearchEngine) -> None:
    stale, missing = make_operator("Ancien"), make_operator("Absent")
    services.apply_outbox()
    type(stale).objects.filter(pk=stale.pk).update(name="Nouveau")
    engine.delete([f"operators-{missing.pk}"])
    engine.upsert([Document(id="operators-999999", kind="operators", pk=999999, operator_pk=9)])
    out = StringIO()
    call_command("reconcile_search", stdout=out)
    assert out.getvalue().splitlines() == [
        f"missing operators-{missing.pk}",
        f"stale operators-{stale.pk}",
        "foreign operators-999999",
        "3 changes applied.",
    ]
    assert not rebuilding.compare()


def test_reconcile_search_dry_run_changes_nothing(engine: SearchEngine) -> None:
    operator = make_operator()
    out = StringIO()
    call_command("reconcile_search", "--dry-run", stdout=out)
    assert out.getvalue() == f"missing operators-{operator.pk}\n"
    assert engine.count() == 0


def test_reconcile_search_says_so_where_all_agrees(engine: SearchEngine) -> None:
    make_operator()
    services.apply_outbox()
    out = StringIO()
    call_command("reconcile_search", stdout=out)
    assert out.getvalue() == "Index and database agree.\n"
