"""Processes that are really killed: nothing is lost, nothing is there twice."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from bench.faults import publish_while_killing
from bench.indexers import Indexers
from search.engines import SearchEngine
from search.engines.errors import IndexBusy
from search.indexing import rebuilding, services, sources
from search.indexing.leases import INDEX, REBUILD, LeaseLostError, lease
from search.indexing.models import Lease, OutboxEntry
from search.indexing.rebuilding import compare, rebuild
from tests.search.factories import make_operator

KILLED = -9
POINTS = (
    "before search.indexing.services.write_documents",
    "after search.indexing.services.write_documents",
    "before search.indexing.services.mark_applied",
    "before search.indexing.services.documents_indexed.send",
    "after search.indexing.services.mark_applied",
)


def test_a_process_killed_at_any_point_loses_and_doubles_nothing(
    indexers: Indexers, engine: SearchEngine
) -> None:
    for number, point in enumerate(POINTS, start=1):
        make_operator(f"Atlas {number}")
        assert indexers.wait(indexers.start(f"once {point}")) == KILLED
        Lease.objects.update(holder=None)
    assert indexers.wait(indexers.start("once")) == 0
    assert not OutboxEntry.objects.waiting().exists()
    assert not compare()
    assert engine.count() == len(POINTS)


def test_a_rebuild_killed_half_way_leaves_the_old_index_and_the_next_one_cleans_up(
    indexers: Indexers, engine: SearchEngine
) -> None:
    make_operator()
    services.apply_outbox()
    serving = engine.serving()
    job = "rebuild after search.indexing.rebuilding.fill"
    assert indexers.wait(indexers.start(job)) == KILLED
    assert engine.serving() == serving
    assert engine.count() == 1
    assert len(engine.generations()) == 2
    Lease.objects.update(holder=None)
    rebuild()
    assert engine.generations() == (engine.serving(),)
    assert engine.serving() != serving
    assert not compare()


def test_publications_while_workers_are_killed_all_arrive(
    indexers: Indexers, engine: SearchEngine
) -> None:
    figures = publish_while_killing(indexers, publications=60, kills=4, seed=1, seconds=60)
    assert (figures["publications"], figures["kills"]) == (60, 4)
    assert figures["difference"] == {"missing": 0, "stale": 0, "foreign": 0, "broken": 0}
    assert figures["waiting"] == figures["given_up"] == 0


@pytest.mark.django_db
def test_a_second_rebuild_leaves_the_first_its_generation(engine: SearchEngine) -> None:
    filling = engine.build()
    with lease(REBUILD), pytest.raises(IndexBusy):
        rebuild()
    assert filling in engine.generations()


@pytest.mark.django_db
def test_a_holder_that_was_overtaken_writes_nothing(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = make_operator("Ancien")
    read = sources.documents

    def read_then_pause(ids: list[str]) -> Any:
        """Another applier takes over while this one stands still with what it has read."""
        monkeypatch.setattr(sources, "documents", read)
        old = read(ids)
        Lease.objects.filter(name=INDEX).update(holder=None)
        type(operator).objects.filter(pk=operator.pk).update(name="Nouveau")
        services.record_changes([f"operators-{operator.pk}"])
        assert services.apply_outbox() == 2
        return old

    monkeypatch.setattr(sources, "documents", read_then_pause)
    assert services.apply_outbox() == 0
    assert not OutboxEntry.objects.waiting().exists()
    assert not compare()


@pytest.mark.django_db
def test_a_write_that_came_too_late_is_asked_for_again(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_operator()
    delete = type(engine).delete

    def overtaken(self: SearchEngine, ids: Any, **kwargs: Any) -> int:
        removed = delete(self, ids, **kwargs)
        Lease.objects.filter(name=INDEX).update(holder=None)
        return removed

    with monkeypatch.context() as patched:
        patched.setattr(type(engine), "delete", overtaken)
        assert services.apply_outbox() == 0
    assert OutboxEntry.objects.waiting().count() == 2
    assert services.apply_outbox() == 2
    assert not compare()


@pytest.mark.django_db
def test_a_lease_is_renewed_at_each_write_of_a_long_batch(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_operator("Un")
    make_operator("Deux")
    read = sources.documents
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock:

        def slow(ids: list[str]) -> Any:
            if len(ids) > 1:
                raise ValueError("one by one")
            clock.shift(Lease.term() * 0.9)
            assert services.apply_outbox() == 0
            return read(ids)

        monkeypatch.setattr(sources, "documents", slow)
        assert services.apply_outbox() == 2
    assert engine.count() == 2


@pytest.mark.django_db
def test_a_lease_taken_over_is_lost() -> None:
    with lease() as held:
        assert held is not None
        held.renew()
        Lease.objects.update(holder=None)
        with pytest.raises(LeaseLostError):
            held.renew()


@pytest.mark.django_db
def test_a_document_deleted_while_it_is_applied_is_gone(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = make_operator()
    read = sources.documents

    def read_then_delete(ids: list[str]) -> Any:
        made = read(ids)
        operator.__class__.objects.filter(pk=operator.pk).delete()
        return made

    with monkeypatch.context() as patched:
        patched.setattr(sources, "documents", read_then_delete)
        services.apply_outbox()
    services.apply_outbox()
    assert engine.count() == 0


@pytest.mark.django_db
def test_one_profile_that_cannot_be_made_keeps_no_other_out_of_a_rebuild(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, _good = make_operator("Mauvais"), make_operator("Bon")
    read = sources.documents

    def fail_on_bad(ids: list[str]) -> Any:
        if f"operators-{bad.pk}" in ids:
            raise ValueError("no such code")
        return read(ids)

    OutboxEntry.objects.all().delete()
    monkeypatch.setattr(sources, "documents", fail_on_bad)
    assert rebuild() == 1
    assert [entry.document_id for entry in OutboxEntry.objects.all()] == [f"operators-{bad.pk}"]
    rebuilding.repair(compare())
    assert OutboxEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_rebuild_takes_up_what_committed_late_with_a_lower_number(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = make_operator("Avant")
    late = OutboxEntry.objects.get()
    OutboxEntry.objects.create(document_id=late.document_id)
    fill = rebuilding.fill

    def fill_then_commit(*args: Any) -> set[str]:
        broken = fill(*args)
        type(operator).objects.filter(pk=operator.pk).update(name="Après")
        services.apply_outbox()
        return broken

    monkeypatch.setattr(rebuilding, "fill", fill_then_commit)
    rebuild()
    assert not compare()
