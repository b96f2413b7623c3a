"""The outbox: one transaction with the change, applied in order, given up on at last."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction

from cms.operators.models import Capability
from cms.taxonomies.models import DeviceCategory, Process
from search.engines import SearchEngine
from search.engines.errors import IndexBusy
from search.indexing import services
from search.indexing.models import Lease, OutboxEntry
from search.requests import ANONYMOUS, SearchRequest
from tests.factories import CuratorFactory, MembershipFactory
from tests.search.factories import make_operator, make_opportunity

pytestmark = pytest.mark.django_db


def found(engine: SearchEngine, text: str) -> list[str]:
    """The ids that anonymous readers find."""
    return [hit.id for hit in engine.search(SearchRequest(text=text), ANONYMOUS).hits]


def waiting() -> list[str]:
    return list(OutboxEntry.objects.waiting().values_list("document_id", flat=True))


def test_saving_an_operator_leaves_an_entry_in_the_same_transaction() -> None:
    with transaction.atomic():
        make_operator()
        within = len(waiting())
        transaction.set_rollback(True)
    assert (within, waiting()) == (1, [])


def test_saving_an_operator_touches_its_opportunities() -> None:
    opportunity = make_opportunity()
    OutboxEntry.objects.all().delete()
    opportunity.operator.save()
    assert waiting() == [
        f"operators-{opportunity.operator_id}",
        f"opportunities-{opportunity.pk}",
    ]


def test_saving_only_a_draft_leaves_nothing() -> None:
    operator = make_operator()
    OutboxEntry.objects.all().delete()
    operator.save_revision()
    assert waiting() == []


def test_a_new_member_a_new_name_and_a_leaving_touch_the_operator() -> None:
    membership = MembershipFactory()
    name = f"operators-{membership.operator_id}"
    OutboxEntry.objects.all().delete()
    membership.user.last_name = "El Fassi"
    membership.user.save()
    membership.delete()
    assert waiting() == [name, name]


def test_signing_in_touches_nothing() -> None:
    membership = MembershipFactory()
    OutboxEntry.objects.all().delete()
    membership.user.save(update_fields=["last_login"])
    assert waiting() == []


def test_apply_outbox_makes_what_is_published_findable(engine: SearchEngine) -> None:
    operator = make_operator("Atlas Plasturgie", body="Injection en salle blanche")
    applied = services.apply_outbox()
    assert applied == 1
    assert found(engine, "salle blanche") == [f"operators-{operator.pk}"]
    assert waiting() == []


def test_apply_outbox_removes_what_is_unpublished_or_deleted(engine: SearchEngine) -> None:
    hidden, deleted = make_operator("Rif Textile"), make_operator("Rif Métal")
    services.apply_outbox()
    hidden.live = False
    hidden.save()
    deleted.delete()
    services.apply_outbox()
    assert found(engine, "Rif") == []


def test_apply_outbox_twice_doubles_nothing(engine: SearchEngine) -> None:
    make_operator()
    services.apply_outbox()
    OutboxEntry.objects.update(applied_at=None)
    services.apply_outbox()
    assert engine.count() == 1


def test_apply_outbox_waits_for_an_engine_that_is_down(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator = make_operator()

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise IndexBusy("busy")

    with monkeypatch.context() as patch:
        patch.setattr(type(engine), "upsert", refuse)
        with pytest.raises(IndexBusy):
            services.apply_outbox()
    entry = OutboxEntry.objects.get()
    assert (entry.attempts, entry.is_dead, entry.error) == (0, False, "IndexBusy: busy")
    assert services.apply_outbox() == 1
    assert found(engine, "Atlas") == [f"operators-{operator.pk}"]


def test_one_document_that_fails_is_given_up_and_holds_up_no_other(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make_operator("Mauvais"), make_operator("Bon")
    make = services.sources.documents

    def fail_on_bad(ids: list[str]) -> Any:
        if f"operators-{bad.pk}" in ids:
            raise ValueError("no such code")
        return make(ids)

    monkeypatch.setattr(services.sources, "documents", fail_on_bad)
    with time_machine.travel(datetime(2026, 11, 25, 10, tzinfo=UTC), tick=False) as clock:
        for _round in range(services.MAX_ATTEMPTS):
            services.apply_outbox()
            clock.shift(timedelta(minutes=10))
    dead = OutboxEntry.objects.dead().get()
    assert (dead.document_id, dead.error) == (f"operators-{bad.pk}", "ValueError: no such code")
    assert found(engine, "Bon") == [f"operators-{good.pk}"]
    monkeypatch.undo()
    services.retry_dead()
    services.apply_outbox()
    assert found(engine, "Mauvais") == [f"operators-{bad.pk}"]


def test_a_second_applier_leaves_the_work_to_the_first(engine: SearchEngine) -> None:
    make_operator()
    with services.lease() as token:
        assert token is not None
        assert services.apply_outbox() == 0
    assert services.apply_outbox() == 1


def test_a_lease_whose_holder_died_can_be_taken(engine: SearchEngine) -> None:
    make_operator()
    noon = datetime(2026, 11, 25, 12, tzinfo=UTC)
    with time_machine.travel(noon, tick=False) as clock, services.lease():
        clock.shift(Lease.term())
        assert services.apply_outbox() == 1


def test_forget_applied_keeps_a_day(engine: SearchEngine) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 10, tzinfo=UTC), tick=False) as clock:
        make_operator()
        services.apply_outbox()
        clock.shift(services.KEEP_APPLIED)
        assert services.forget_applied() == 0
        clock.shift(timedelta(seconds=1))
        assert services.forget_applied() == 1


def test_a_changed_label_touches_the_documents_that_carry_it() -> None:
    moulder = make_operator(processes=("injection_moulding",))
    other = make_operator("Rif Métal", slug="rif-metal")
    process = Process.objects.get(code="injection_moulding")
    category = DeviceCategory.objects.filter(level=1).first()
    assert category is not None
    Capability.objects.create(operator=other, process="sewing", categories=[f"{category.code}01"])
    OutboxEntry.objects.all().delete()
    process.save()
    category.save()
    assert waiting() == [f"operators-{moulder.pk}", f"operators-{other.pk}"]


def test_a_curator_without_membership_touches_nothing() -> None:
    curator = CuratorFactory()
    OutboxEntry.objects.all().delete()
    curator.save()
    assert waiting() == []
