"""Who is told of what their saved searches find: once, why, and only what they may see."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client

from notifications.models import Notification
from search.engines import SearchEngine
from search.indexing.services import apply_outbox
from search.saved import announcing, asking
from search.saved.announcing import announce_due
from search.saved.models import SavedSearch
from search.saved.tasks import run_saved_searches
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, UserFactory
from tests.search.factories import make_operator, make_opportunity
from tests.search.saved.alerts import NOON, publish_and_run, save, told

pytestmark = pytest.mark.django_db


def test_a_new_document_is_announced_with_why_it_matched(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user, processes=("injection_moulding",))
    make_operator("Atlas", body="Nous faisons des moules.", processes=("injection_moulding",))
    make_operator("Rif", body="Nous faisons des moules.", slug="rif")
    assert publish_and_run() == 1
    assert told(user) == [
        "• Atlas : Nous faisons des moules. (recherche « moules » : moules, Injection plastique)"
    ]


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


def test_opportunities_are_announced_too(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user, kind="opportunities")
    make_opportunity("Cherche moules", body="Deux cavités.")
    publish_and_run()
    assert [line.split(" (")[0] for line in told(user)] == ["• Cherche moules : Deux cavités."]


def test_a_search_known_by_its_own_words_says_them_once(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user)
    make_operator("Atlas & fils <SARL>", body="Moules & presses <3 µm>.")
    publish_and_run()
    assert told(user) == ["• Atlas & fils <SARL> : Moules & presses <3 µm>. (recherche « moules »)"]


def test_what_could_not_be_told_is_told_when_it_is_published_again(engine: SearchEngine) -> None:
    user = UserFactory()
    search = save(user, rhythm="daily")
    operator = make_operator("Atlas", body="moules")
    publish_and_run()
    operator.live = False
    operator.save()
    apply_outbox()
    with time_machine.travel(search.announced_at + timedelta(days=1), tick=False) as clock:
        assert announce_due() == 0
        operator.live = True
        operator.save()
        publish_and_run()
        clock.shift(timedelta(days=1))
        assert announce_due() == 1


def test_a_document_that_left_one_search_is_told_for_the_other(engine: SearchEngine) -> None:
    user = UserFactory()
    searches = [save(user, text, rhythm="daily") for text in ("moules", "presses")]
    operator = make_operator("Atlas", body="moules et presses")
    publish_and_run()
    operator.texts.update(body="presses")
    type(operator).objects.get(pk=operator.pk).save()
    apply_outbox()
    announce_due(searches[-1].announced_at + timedelta(days=1))
    assert told(user) == ["• Atlas : presses (recherche « presses »)"]


def test_more_than_a_page_of_results_is_told_whole(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "MAX_PAGE_SIZE", 2)
    user = UserFactory()
    save(user)
    for number in range(5):
        make_operator(f"Atlas {number}", body="moules", slug=f"atlas-{number}")
    publish_and_run()
    assert told(user)[0].count("•") == 5


def test_a_long_list_is_cut_and_counted(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "MOST_LINES", 1)
    user = UserFactory()
    save(user)
    for name in ("atlas", "rif"):
        make_operator(name, body="moules", slug=name)
    publish_and_run()
    assert told(user)[0].split("\n")[1:] == ["…"]
    assert Notification.objects.get(user=user).title == "Nouveaux résultats : 2"


def test_an_announcement_leads_to_what_it_is_about(engine: SearchEngine) -> None:
    user = UserFactory()
    save(user)
    one = make_operator("Atlas", body="moules")
    publish_and_run()
    for name in ("rif", "souss"):
        make_operator(name, body="moules", slug=name)
    publish_and_run()
    save(user, "presses")
    make_operator("Tafna", body="moules", slug="tafna")
    make_operator("Draa", body="presses", slug="draa")
    publish_and_run()
    led = Notification.objects.filter(user=user).order_by("pk").values_list("url", flat=True)
    assert list(led) == [
        one.get_absolute_url(),
        "/fr/search/?q=moules&sort=recent",
        "/fr/saved/",
    ]


def test_two_people_of_one_company_are_each_told(engine: SearchEngine) -> None:
    company = OperatorFactory()
    people = [MembershipFactory(operator=company).user for _n in range(2)]
    for user in people:
        save(user)
    make_operator("Atlas", body="moules", slug="atlas-moules")
    assert publish_and_run() == 2
    assert [len(told(user)) for user in people] == [1, 1]


def test_the_mail_says_why_in_the_readers_language(
    engine: SearchEngine, django_capture_on_commit_callbacks: Any
) -> None:
    user = UserFactory(language="ar")
    save(user, countries=("MA",), name="Veille")
    make_operator("Atlas", body="Nous faisons des moules.")
    with django_capture_on_commit_callbacks(execute=True):
        publish_and_run()
    (sent,) = [m for m in mail.outbox if user.email in m.to]
    assert "نتائج جديدة" in sent.subject
    assert "• Atlas: Nous faisons des moules. (البحث «Veille»: moules، المغرب)" in sent.body
    assert "/ar/notifications/" in sent.body


def test_the_mails_stop_by_post_alone(
    engine: SearchEngine, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    user = UserFactory()
    save(user)
    make_operator("Atlas", body="moules")
    with django_capture_on_commit_callbacks(execute=True):
        publish_and_run()
    headers = mail.outbox[-1].extra_headers
    path = urlsplit(headers["List-Unsubscribe"].strip("<>")).path
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    for _time in range(3):
        assert client.get(path).status_code == 200
    make_operator("Rif", body="moules", slug="rif")
    with django_capture_on_commit_callbacks(execute=True):
        publish_and_run()
    assert len(mail.outbox) == 2

    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    make_operator("Souss", body="moules", slug="souss")
    with django_capture_on_commit_callbacks(execute=True):
        publish_and_run()
    assert len(mail.outbox) == 2
    assert len(told(user)) == 3
