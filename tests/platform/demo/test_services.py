"""The demo loaded through the services that people use, twice."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core import mail
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from cms.operators.evidence import content_type
from cms.operators.models import Credential, CredentialVerification, Membership, Operator
from cms.opportunities.models import Opportunity
from cms.publishing.services import review_states
from demo.people import PASSWORD
from demo.services import Loaded, load_demo
from matching.introductions.models import Introduction
from matching.talk.models import Conversation, Message
from notifications.models import Notification
from search.engines.contract import SearchEngine
from search.indexing.rebuilding import rebuild
from search.requests import ANONYMOUS, OPERATORS, SearchRequest
from tests.platform.demo.data import demo

WHOLE = Loaded(people=44, operators=64, opportunities=92, introductions=10, messages=21)
NOTHING = Loaded(people=0, operators=0, opportunities=0, introductions=0, messages=0)


@pytest.fixture(scope="module")
def loading(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """The demo loaded once for this module, and taken back after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def loaded(loading: Loaded, db: None) -> Loaded:
    """The demo, for a test whose own changes are taken back."""
    return loading


def states_of(model: type[Any]) -> dict[str, str]:
    rows = list(model.objects.all())
    states = review_states(rows)
    return {row.source_ref: states[row.pk].status for row in rows}


def test_load_demo_adds_all_that_its_files_hold(loaded: Loaded) -> None:
    assert loaded == WHOLE
    assert User.objects.count() == len(demo("people"))
    assert Message.objects.count() == 21


def test_load_demo_twice_adds_nothing(loaded: Loaded) -> None:
    assert load_demo() == NOTHING
    assert Operator.objects.count() == WHOLE.operators
    assert Opportunity.objects.count() == WHOLE.opportunities


def test_load_demo_again_keeps_what_people_have_changed(loaded: Loaded) -> None:
    Operator.objects.filter(source_ref="injectis").update(city="Mohammedia")
    assert load_demo() == NOTHING
    assert Operator.objects.get(source_ref="injectis").city == "Mohammedia"


@pytest.mark.parametrize(
    ("model", "name"), [(Operator, "operators"), (Opportunity, "opportunities")]
)
def test_load_demo_brings_each_to_its_state(loaded: Loaded, model: type[Any], name: str) -> None:
    assert states_of(model) == {row["ref"]: row["state"] for row in demo(name)}


def test_load_demo_gives_the_reason_of_a_rejection(loaded: Loaded) -> None:
    operator = Operator.objects.get(source_ref="khouribga-meca")
    state = review_states([operator])[operator.pk]
    assert state.reason.startswith("Votre présentation ne permet pas encore")


def test_load_demo_accounts_can_sign_in(loaded: Loaded) -> None:
    person = authenticate(email="salma.elidrissi@injectis.example", password=PASSWORD)
    assert person == User.objects.get(email="salma.elidrissi@injectis.example")
    confirmed = EmailAddress.objects.filter(primary=True, verified=True)
    assert confirmed.count() == WHOLE.people
    groups = Counter(User.objects.values_list("groups__name", flat=True))
    assert (groups["Curators"], groups["Verifiers"], groups["Observers"]) == (2, 1, 1)


def test_load_demo_puts_a_person_behind_each_published_operator(loaded: Loaded) -> None:
    assert set(Operator.objects.live().backed()) == set(Operator.objects.filter(live=True))
    owners = Membership.objects.filter(operator__source_ref="injectis", role="owner")
    assert [member.user.first_name for member in owners] == ["Salma"]


def test_load_demo_verifies_credentials_with_evidence(loaded: Loaded) -> None:
    checked = sum(part["verified"] for row in demo("operators") for part in row["credentials"])
    assert CredentialVerification.objects.count() == checked
    credential = Credential.objects.get(number="NMC-13485-2207")
    assert credential.is_verified
    assert credential.evidence_name == "certificat EN ISO 13485.pdf"
    with credential.evidence.open("rb") as file:
        assert content_type(file) == "application/pdf"


def test_load_demo_introductions_stand_where_their_entries_say(loaded: Loaded) -> None:
    wanted = Counter(row["state"] for row in demo("stories")["introductions"])
    assert Counter(Introduction.objects.values_list("state", flat=True)) == wanted
    ended, still_open = Introduction.objects.exclude(state="open"), Introduction.objects.open()
    now = timezone.now()
    assert not ended.exclude(decided_at__gt=F("asked_at"), decided_at__lt=now).exists()
    assert not still_open.exclude(decided_at=None, lapses_at__gt=now).exists()


def test_load_demo_leaves_messages_unread_on_one_side(loaded: Loaded) -> None:
    def unread(email: str) -> int:
        return Conversation.objects.all().unread_count(User.objects.get(email=email))

    assert unread("salma.elidrissi@injectis.example") == 1
    assert unread("c.vasseur@cordelier-perfusion.example") == 0
    assert unread("o.rifai@anfa-nephro.example") == 1
    assert unread("m.hegazy@delta-kidney.example") == 0


def test_load_demo_messages_are_dated_in_their_order(loaded: Loaded) -> None:
    for conversation in Conversation.objects.all():
        times = list(conversation.messages.values_list("created_at", flat=True))
        assert times == sorted(times)
        assert conversation.last_at < timezone.now()
        assert conversation.last_sequence == len(times)


def test_load_demo_mails_nobody(loaded: Loaded) -> None:
    assert mail.outbox == []
    assert not Notification.objects.exclude(mail_due=None).exists()


def test_load_demo_leaves_unread_what_still_waits(loaded: Loaded) -> None:
    unread = Counter(Notification.objects.unread().values_list("event", flat=True))
    # Five versions wait for two curators, four were rejected; one of the four open
    # introductions waits for the two people who answer for Injectis.
    assert unread == {
        "introduction.asked": 5,
        "curation.submitted": 10,
        "curation.profile_rejected": 2,
        "curation.opportunity_rejected": 2,
    }


def test_load_demo_command_refuses_outside_debug(db: None) -> None:
    before = Operator.objects.count()
    with pytest.raises(CommandError, match="share a password that is no secret"):
        call_command("load_demo")
    assert Operator.objects.count() == before


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("sous-traitance injection plastique en salle blanche", "fr"),
        ("sous-traitant injection plastique salle blanche", "fr"),
        ("حقن البلاستيك في غرفة نظيفة", "ar"),
    ],
)
def test_load_demo_answers_the_story_s_search_with_injectis(
    loaded: Loaded, engine: SearchEngine, text: str, language: str
) -> None:
    rebuild()
    request = SearchRequest(text=text, language=language, kind=OPERATORS)
    first = engine.search(request, ANONYMOUS).hits[0]
    assert first.id == f"operators-{Operator.objects.get(source_ref='injectis').pk}"
