"""What curators see of the outbox, and what they can do about it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import CURATORS, VERIFIERS, User
from search.engines import SearchEngine
from search.indexing import services
from search.indexing.models import OutboxEntry
from tests.factories import UserFactory
from tests.search.factories import make_operator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False


def sign_in(client: Client, group: str) -> User:
    person: User = UserFactory()
    person.groups.add(Group.objects.get(name=group))
    client.force_login(person)
    return person


def give_up(count: int = 1) -> list[OutboxEntry]:
    """Entries of operators that could not be indexed."""
    entries = []
    for _number in range(count):
        name = f"operators-{make_operator().pk}"
        OutboxEntry.objects.all().filter(is_dead=False).delete()
        entries.append(
            OutboxEntry.objects.create(
                document_id=name, is_dead=True, attempts=8, error="ValueError: <no such code>"
            )
        )
    return entries


def test_a_curator_sees_what_was_given_up_and_what_waits(client: Client) -> None:
    sign_in(client, CURATORS)
    (dead,) = give_up()
    OutboxEntry.objects.create(document_id="opportunities-7")
    OutboxEntry.objects.create(document_id="nonsense")
    response = client.get(reverse("indexing_outbox"))
    page = response.content.decode()
    lines = response.context["lines"]
    assert [line["entry"].document_id for line in lines] == [
        dead.document_id,
        "opportunities-7",
        "nonsense",
    ]
    assert lines[2]["url"] == ""
    assert "ValueError: &lt;no such code&gt;" in page
    assert "1 modification est abandonnée" in page


def test_one_click_gives_another_round(client: Client, engine: SearchEngine) -> None:
    sign_in(client, CURATORS)
    give_up(2)
    client.post(reverse("indexing_retry"))
    services.apply_outbox()
    assert not OutboxEntry.objects.filter(applied_at=None).exists()
    assert engine.count() == 2
    assert client.get(reverse("indexing_retry")).status_code == 405


def test_a_profile_mended_meanwhile_leaves_the_list(engine: SearchEngine) -> None:
    operator = make_operator()
    OutboxEntry.objects.update(is_dead=True)
    operator.save()
    services.apply_outbox()
    assert not OutboxEntry.objects.dead().exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    sign_in(client, CURATORS)
    give_up(count)
    client.get(reverse("indexing_outbox"))
    with django_assert_max_num_queries(18):
        assert len(client.get(reverse("indexing_outbox")).context["lines"]) == count


def test_the_menu_counts_only_what_was_given_up(client: Client) -> None:
    sign_in(client, CURATORS)
    assert "Modifications à indexer (" not in menu(client)
    give_up(2)
    assert "Modifications à indexer (2)" in menu(client)


def menu(client: Client) -> str:
    page: str = client.get(reverse("indexing_outbox")).content.decode()
    return page.encode().decode("unicode_escape") if "\\u" in page else page


@pytest.mark.parametrize("name", ["indexing_outbox", "indexing_retry"])
def test_others_are_kept_out(client: Client, name: str) -> None:
    act = client.get if name == "indexing_outbox" else client.post
    assert act(reverse(name)).status_code == 302
    sign_in(client, VERIFIERS)
    assert act(reverse(name)).status_code in (302, 403)
    client.force_login(UserFactory())
    assert act(reverse(name)).status_code in (302, 403)
    assert OutboxEntry.objects.dead().count() == 0
