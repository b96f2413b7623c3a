"""What a person's export has of the whole site, and what stays when they leave."""

import uuid

import pytest

from accounts.models import User
from accounts.personal_data import personal_data_of
from accounts.services import close_account
from matching.introductions.models import Introduction
from matching.talk.models import Conversation, Message
from notifications.models import Notification, NotificationPreference
from search.saved.models import SavedSearch
from tests.factories import MembershipFactory, OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    """A member who asked for an introduction, wrote, saved a search, and was told something."""
    member = MembershipFactory(role="editor", operator=OperatorFactory(name="Atlas"))
    other = OperatorFactory(name="Rif")
    asked = Introduction.objects.create(
        asker=member.operator,
        receiver=other,
        message="Parlons-en",
        state="accepted",
        asked_by=member.user,
    )
    talk = Conversation.objects.create(introduction=asked, asker=member.operator, receiver=other)
    common = {"conversation": talk, "operator": member.operator}
    Message.objects.create(
        **common, sequence=1, sender=member.user, client_id=uuid.uuid4(), body="Bonjour"
    )
    Message.objects.create(
        **common, sequence=2, sender=UserFactory(), client_id=uuid.uuid4(), body="D'un autre"
    )
    SavedSearch.objects.create(user=member.user, name="Injection")
    NotificationPreference.objects.create(user=member.user, group="review", mail=False)
    Notification.objects.create(user=member.user, event="no.longer.known", url="/fr/")
    return member.user


def test_export_has_what_the_person_wrote_saved_and_chose(person: User) -> None:
    data = personal_data_of(person)
    names = ("messages", "introductions", "saved_searches", "notification_preferences")
    assert [len(data[name]) for name in names] == [1, 1, 1, 1]  # type: ignore[arg-type]
    assert data["messages"][0]["body"] == "Bonjour"  # type: ignore[index]
    assert data["introductions"][0]["message"] == "Parlons-en"  # type: ignore[index]
    assert data["saved_searches"][0]["name"] == "Injection"  # type: ignore[index]
    assert data["notifications"][0]["title"] == "Notification"  # type: ignore[index]


def test_leaving_keeps_messages_and_erases_the_rest(person: User) -> None:
    close_account(person)
    assert Message.objects.count() == 2
    assert str(Message.objects.get(sequence=1).sender) == "Compte supprimé"
    assert not SavedSearch.objects.exists()
    assert not NotificationPreference.objects.exists()
    assert not Notification.objects.filter(user=person).exists()
