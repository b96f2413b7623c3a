"""The pages of notifications, as their owner, as another person and as nobody."""

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import User
from notifications.models import Notification, NotificationPreference
from notifications.services import notify, unread_count
from notifications.unsubscribe import unsubscribe_token
from notifications.wagtail_hooks import notification_entries
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PARAMS: dict[str, str | int] = {"operator": "Atlas", "words": "Mardi ?"}


def told(person: User, *, count: int = 1) -> list[Notification]:
    return [
        notification
        for _n in range(count)
        for notification in notify(
            [person], "visit.asked", params=PARAMS, url="/fr/accounts/email/"
        )
    ]


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def bare_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame with no entries but the bell's: those of other apps cost queries of their own."""
    only = SimpleNamespace(get_hooks=lambda name: [notification_entries])
    monkeypatch.setattr("frame.navigation.hooks", only)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("bare_frame")
def test_notification_list_costs_the_same_queries_for_one_and_three(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = UserFactory()
    told(person, count=count)
    client = signed_in(person)
    client.get("/fr/notifications/")
    with django_assert_num_queries(6):
        response = client.get("/fr/notifications/")
    assert len(response.context["page"]) == count


def test_notification_list_shows_only_ones_own() -> None:
    person, other = UserFactory(), UserFactory()
    told(person)
    response = signed_in(other).get("/fr/notifications/")
    assert list(response.context["page"]) == []
    assert "Rien de nouveau" in response.content.decode()


def test_notification_list_page_out_of_range_shows_the_last() -> None:
    person = UserFactory()
    told(person)
    client = signed_in(person)
    for page in ("0", "99999", "x", "-1"):
        response = client.get("/fr/notifications/", {"page": page})
        assert (response.status_code, response.context["page"].number) == (200, 1)


@pytest.mark.parametrize("path", ["", "1/", "preferences/"])
def test_notification_pages_lead_anonymous_people_to_the_sign_in(path: str) -> None:
    response = Client().get(f"/fr/notifications/{path}")
    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == "/fr/accounts/login/"


def test_notification_open_marks_as_read_and_leads_there_in_the_readers_language() -> None:
    person = UserFactory()
    (notification,) = told(person)
    response = signed_in(person).get(f"/ar/notifications/{notification.pk}/")
    assert response["Location"] == "/ar/accounts/email/"
    assert unread_count(person) == 0


def test_notification_open_of_someone_else_is_not_found_and_stays_unread() -> None:
    person = UserFactory()
    (notification,) = told(person)
    response = signed_in(UserFactory()).get(f"/fr/notifications/{notification.pk}/")
    assert response.status_code == 404
    assert unread_count(person) == 1


def test_notification_read_all_is_a_post() -> None:
    person = UserFactory()
    told(person, count=2)
    client = signed_in(person)
    assert client.get("/fr/notifications/read/").status_code == 405
    assert unread_count(person) == 2
    assert client.post("/fr/notifications/read/").status_code == 302
    assert unread_count(person) == 0


def test_bell_shows_the_count_of_unread() -> None:
    person = UserFactory()
    told(person, count=2)
    content = signed_in(person).get("/fr/notifications/").content.decode()
    assert '<span class="count" data-count="notifications">2</span>' in content


def test_mail_stop_acts_on_post_only(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    person = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        told(person)
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path, client = urlsplit(link).path, Client(enforce_csrf_checks=True)
    for _n in range(3):
        assert client.get(path).status_code == 200
    assert not NotificationPreference.objects.filter(user=person, mail=False).exists()
    response = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    row = NotificationPreference.objects.get(user=person)
    assert (row.group, row.mail, row.in_app) == ("introductions", False, True)


def test_mail_stop_keeps_waiting_mails_of_the_group_from_leaving() -> None:
    person = UserFactory()
    (notification,) = told(person)
    Client().post(f"/fr/notifications/stop/{unsubscribe_token(person.pk, ['introductions'])}/")
    notification.refresh_from_db()
    assert notification.mail_due is None


def test_mail_stop_with_a_forged_link_says_so() -> None:
    person = UserFactory()
    good = unsubscribe_token(person.pk, ["review"])
    for token in ("x", good[:-1], good + "x", unsubscribe_token(0, ["review"])):
        response = Client().post(f"/fr/notifications/stop/{token}/")
        assert response.status_code == 404
    assert not NotificationPreference.objects.exists()


def test_preferences_edit_keeps_each_group() -> None:
    person = UserFactory()
    data = {
        "introductions-in_app": "on",
        "introductions-mail": "on",
        "introductions-frequency": "daily",
        "conversations-in_app": "on",
        "conversations-frequency": "at_once",
        "review-frequency": "at_once",
    }
    response = signed_in(person).post("/fr/notifications/preferences/", data)
    assert response.status_code == 302
    rows = NotificationPreference.objects.filter(user=person).order_by("group")
    assert list(rows.values_list("group", "in_app", "mail", "frequency")) == [
        ("conversations", True, False, "at_once"),
        ("introductions", True, True, "daily"),
        ("review", False, False, "at_once"),
    ]


def test_preferences_edit_with_an_unknown_frequency_keeps_nothing() -> None:
    person = UserFactory()
    data = {f"{g}-frequency": "at_once" for g in ("introductions", "conversations")}
    client = signed_in(person)
    response = client.post("/fr/notifications/preferences/", data | {"review-frequency": "hourly"})
    assert response.status_code == 422
    assert not NotificationPreference.objects.exists()
