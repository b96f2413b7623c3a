"""Which saved searches a change meets."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from search.engines import SearchEngine
from search.engines.errors import IndexBusy
from search.indexing.services import apply_outbox
from search.saved import matching, receivers
from search.saved.matching import match_changed
from search.saved.models import ChangedDocument, Match, SavedSearch
from search.saved.tasks import run_saved_searches
from tests.factories import UserFactory
from tests.search.factories import make_operator
from tests.search.saved.alerts import NOON, publish_and_run, save, told

pytestmark = pytest.mark.django_db


def test_what_met_the_search_when_it_was_saved_is_not_new(engine: SearchEngine) -> None:
    known = make_operator("Atlas", body="moules")
    apply_outbox()
    user = UserFactory()
    save(user)
    known.city = "Larache"
    known.save()
    assert publish_and_run() == 0
    assert told(user) == []


def test_an_old_document_that_newly_matches_is_announced(engine: SearchEngine) -> None:
    operator = make_operator("Atlas", body="presses")
    apply_outbox()
    user = UserFactory()
    save(user)
    operator.texts.update(body="presses et moules")
    type(operator).objects.get(pk=operator.pk).save()
    assert publish_and_run() == 1


def test_a_search_that_met_too_much_is_told_of_first_publications_only(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "MOST_KEPT", 0)
    old = make_operator("Atlas", body="moules", first_published_at=NOON - timedelta(days=1))
    apply_outbox()
    user = UserFactory()
    with time_machine.travel(NOON, tick=False):
        assert not save(user).is_exact
    make_operator("Rif", body="moules", slug="rif", first_published_at=NOON + timedelta(days=1))
    old.save()
    publish_and_run()
    assert [line.split(" :")[0] for line in told(user)] == ["• Rif"]


def test_an_engine_that_is_down_loses_nothing(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = UserFactory()
    save(user)
    make_operator("Atlas", body="moules")
    apply_outbox()

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise IndexBusy("busy")

    with monkeypatch.context() as patch:
        patch.setattr(type(engine), "meeting", refuse)
        assert run_saved_searches.func() == 0
    assert ChangedDocument.objects.count() == 1
    assert run_saved_searches.func() == 1


def test_matching_again_adds_nothing(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user)
    operator = make_operator("Atlas", body="moules")
    apply_outbox()
    match_changed()
    ChangedDocument.objects.create(document_id=f"operators-{operator.pk}")
    assert match_changed() == 0
    assert Match.objects.filter(search__user=user).count() == 1


def test_nothing_is_kept_where_nobody_saved_a_search(engine: SearchEngine) -> None:
    make_operator("Atlas")
    apply_outbox()
    assert ChangedDocument.objects.count() == 0


def test_the_same_search_saved_again_keeps_what_it_has_still_to_announce(
    engine: SearchEngine,
) -> None:
    user = UserFactory()
    first = save(user, rhythm="weekly")
    make_operator("Atlas", body="moules")
    assert publish_and_run() == 0

    again = save(user, rhythm="instant")

    assert (again.pk, SavedSearch.objects.get().rhythm) == (first.pk, "instant")
    assert run_saved_searches.func() == 1


def test_another_search_of_the_same_name_replaces_the_first(engine: SearchEngine) -> None:
    user = UserFactory()
    first = save(user, "moules", name="Ma veille")
    second = save(user, "presses", name="Ma veille")
    assert list(SavedSearch.objects.values_list("pk", flat=True)) == [second.pk]
    assert second.pk != first.pk


def test_a_document_that_lacks_a_word_is_no_match(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user, "moules acier")
    make_operator("Atlas", body="moules")
    assert publish_and_run() == 0
    make_operator("Rif", body="moules en acier", slug="rif")
    assert publish_and_run() == 1
    assert [line.split(" :")[0] for line in told(user)] == ["• Rif"]


@pytest.mark.parametrize(("most", "at_once"), [(1, 1), (0, 0)])
def test_much_matching_is_left_to_the_next_round_where_there_are_no_workers(
    engine: SearchEngine,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    most: int,
    at_once: int,
) -> None:
    monkeypatch.setattr(receivers, "MOST_IN_REQUEST", most)
    user = UserFactory()
    save(user)
    make_operator("Atlas", body="moules")
    with django_capture_on_commit_callbacks(execute=True):
        apply_outbox()
    assert len(told(user)) == at_once
    run_saved_searches.func()
    assert len(told(user)) == 1
