"""Which saved searches a change meets, and who is told, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from accounts.models import User
from notifications.models import Notification
from search.engines import SearchEngine
from search.engines.errors import IndexBusy
from search.indexing.services import apply_outbox
from search.requests import SearchRequest
from search.saved import matching
from search.saved.announcing import announce_due
from search.saved.matching import match_changed, save_search
from search.saved.models import ChangedDocument, Match, SavedSearch
from search.saved.tasks import run_saved_searches
from tests.factories import CuratorFactory, MembershipFactory, UserFactory
from tests.search.factories import make_operator, make_opportunity

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def save(user: User, text: str = "moules", *, rhythm: str = "instant", **asked: Any) -> SavedSearch:
    return save_search(
        user, name=f"{text} {asked}", asked=SearchRequest(text=text, **asked), rhythm=rhythm
    )


def told(user: User) -> list[str]:
    """What a person's notifications say, in their language's French source."""
    return [n.params["lines"] for n in Notification.objects.filter(user=user).order_by("pk")]


def publish_and_run() -> int:
    apply_outbox()
    return run_saved_searches.func()


def test_a_new_document_is_announced_with_why_it_matched(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user, processes=("injection_moulding",))
    make_operator("Atlas", body="Nous faisons des moules.", processes=("injection_moulding",))
    make_operator("Rif", body="Nous faisons des moules.", slug="rif")
    assert publish_and_run() == 1
    name = "moules {'processes': ('injection_moulding',)}"
    assert told(user) == [f"• Atlas : Nous faisons des moules. (recherche « {name} »)"]


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


def test_a_document_is_announced_once_whatever_it_meets_and_however_often_it_runs(
    engine: SearchEngine,
) -> None:
    user = UserFactory()
    for text in ("moules", "atlas", "moules atlas"):
        save(user, text)
    operator = make_operator("Atlas", body="moules")
    publish_and_run()
    operator.save()
    publish_and_run()
    run_saved_searches.func()
    assert len(told(user)) == 1
    assert told(user)[0].count("Atlas : moules") == 1


def test_rhythms_wait_their_time_and_gather(engine: SearchEngine) -> None:
    daily, weekly = UserFactory(), UserFactory()
    with time_machine.travel(NOON, tick=False) as clock:
        save(daily, rhythm="daily")
        save(weekly, rhythm="weekly")
        make_operator("Atlas", body="moules")
        publish_and_run()
        clock.shift(timedelta(hours=23))
        make_operator("Rif", body="moules", slug="rif")
        publish_and_run()
        assert (told(daily), told(weekly)) == ([], [])
        clock.shift(timedelta(hours=1))
        announce_due()
        assert [lines.count("•") for lines in told(daily)] == [2]
        clock.shift(timedelta(days=6))
        announce_due()
        assert [lines.count("•") for lines in told(weekly)] == [2]
        assert announce_due() == 0


def test_each_person_is_told_only_of_what_they_may_see(engine: SearchEngine) -> None:
    hidden = make_operator("Atlas", body="moules", visibility="named", live=False)
    owner, teammate = (
        MembershipFactory(operator=hidden, role=role).user for role in ("owner", "viewer")
    )
    stranger, curator = UserFactory(), CuratorFactory()
    people = (owner, teammate, stranger, curator)
    for user in people:
        save(user)
    hidden.live = True
    hidden.save()
    publish_and_run()
    assert [len(told(user)) for user in people] == [1, 1, 0, 1]


def test_what_was_hidden_again_before_the_announcement_is_not_told(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user, rhythm="daily")
    operator = make_operator("Atlas", body="moules")
    publish_and_run()
    operator.live = False
    operator.save()
    apply_outbox()
    SavedSearch.objects.update(announced_at=NOON - timedelta(days=400))
    assert announce_due() == 0
    assert told(user) == []


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


def test_opportunities_are_announced_too(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user, kind="opportunities")
    make_opportunity("Cherche moules", body="Deux cavités.")
    publish_and_run()
    assert [line.split(" (")[0] for line in told(user)] == ["• Cherche moules : Deux cavités."]


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
        patch.setattr(type(engine), "search", refuse)
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


def test_the_mail_is_in_the_readers_language_and_can_be_stopped_by_post(
    engine: SearchEngine,
    django_capture_on_commit_callbacks: Any,
) -> None:
    user = UserFactory(language="ar")
    save(user)
    make_operator("Atlas", body="moules")
    with django_capture_on_commit_callbacks(execute=True):
        publish_and_run()
    sent = [m for m in mail.outbox if user.email in m.to]
    assert len(sent) == 1
    assert "نتائج جديدة" in sent[0].subject
    assert sent[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
