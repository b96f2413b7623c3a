"""Asking for an introduction and answering it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cms.operators.models import Disclosure
from matching.introductions.blocking import block_operator
from matching.introductions.errors import (
    IntroductionClosedError,
    IntroductionRefusedError,
    IntroductionStandsError,
)
from matching.introductions.models import Block, Introduction
from matching.introductions.rules import ASKS_PER_DAY
from matching.introductions.services import (
    accept_introduction,
    ask_introduction,
    decline_introduction,
    withdraw_introduction,
)
from notifications.models import Notification
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, OpportunityFactory
from tests.matching.factories import IntroductionFactory, Sides
from tests.matching.introductions.asking import ask


def test_ask_introduction_tells_owner_and_editor_of_receiver(sides: Sides) -> None:
    introduction = ask(sides)

    told = Notification.objects.filter(event="introduction.asked").order_by("user")
    assert [n.user for n in told] == [sides.receiver_owner, sides.receiver_editor]
    assert told[0].params == {
        "asker": {"": "Atlas Plast"},
        "receiver": {"": "Rif Stérile"},
        "message": "Bonjour, parlons-en.",
    }
    assert introduction.state == "open"


def test_ask_introduction_twice_is_one(sides: Sides) -> None:
    assert ask(sides) == ask(sides)
    assert Introduction.objects.count() == 1
    assert Notification.objects.filter(user=sides.receiver_owner).count() == 1


def test_ask_introduction_the_other_asked_first_says_so(sides: Sides) -> None:
    first = ask(sides)

    with pytest.raises(IntroductionStandsError) as caught:
        ask_introduction(
            sides.receiver, receiver=sides.asker, asked_by=sides.receiver_owner, message="Bonjour"
        )

    assert caught.value.introduction == first


def test_ask_introduction_about_two_opportunities_makes_two(sides: Sides) -> None:
    own, theirs = (OpportunityFactory(operator=o) for o in (sides.asker, sides.receiver))

    made = {ask(sides), ask(sides, opportunity=own), ask(sides, opportunity=theirs)}

    assert len(made) == 3


def test_delete_opportunity_keeps_both_introductions(sides: Sides) -> None:
    opportunity = OpportunityFactory(operator=sides.asker)
    ask(sides)
    about = ask(sides, opportunity=opportunity)

    opportunity.delete()

    about.refresh_from_db()
    assert about.opportunity is None
    assert Introduction.objects.open().count() == 2


@pytest.mark.parametrize(
    "fields", [{"live": False}, {"expires_on": timezone.localdate() - timedelta(days=1)}]
)
def test_ask_introduction_about_closed_opportunity_is_refused(
    sides: Sides, fields: dict[str, object]
) -> None:
    opportunity = OpportunityFactory(operator=sides.receiver, **fields)

    with pytest.raises(IntroductionRefusedError) as caught:
        ask(sides, opportunity=opportunity)

    assert caught.value.code == "opportunity"


def test_ask_introduction_about_opportunity_of_another_is_refused(sides: Sides) -> None:
    with pytest.raises(IntroductionRefusedError) as caught:
        ask(sides, opportunity=OpportunityFactory())

    assert caught.value.code == "opportunity"


def test_ask_introduction_to_itself_is_refused(sides: Sides) -> None:
    with pytest.raises(IntroductionRefusedError) as caught:
        ask_introduction(
            sides.asker, receiver=sides.asker, asked_by=sides.asker_owner, message="Bonjour"
        )

    assert caught.value.code == "self"


def test_ask_introduction_unpublished_is_refused(sides: Sides) -> None:
    sides.asker.live = False

    with pytest.raises(IntroductionRefusedError) as caught:
        ask(sides)

    assert caught.value.code == "unpublished"


def test_ask_introduction_to_operator_with_nobody_behind_is_refused(sides: Sides) -> None:
    alone = OperatorFactory()

    with pytest.raises(IntroductionRefusedError) as caught:
        ask_introduction(sides.asker, receiver=alone, asked_by=sides.asker_owner, message="Bonjour")

    assert caught.value.code == "closed"


def test_ask_introduction_to_operator_without_members_tells_its_steward(sides: Sides) -> None:
    steward = CuratorFactory()
    foreign = OperatorFactory(steward=steward, country="DE")

    ask_introduction(sides.asker, receiver=foreign, asked_by=sides.asker_owner, message="Hallo")

    assert [n.user for n in Notification.objects.filter(event="introduction.asked")] == [steward]


def test_ask_introduction_past_the_limit_of_a_day_is_refused(sides: Sides) -> None:
    for _number in range(ASKS_PER_DAY):
        IntroductionFactory(asker=sides.asker, asked_by=sides.asker_owner, state="withdrawn")

    with pytest.raises(IntroductionRefusedError) as caught:
        ask(sides)

    assert caught.value.code == "limit"


def test_ask_introduction_after_decline_waits_a_month(sides: Sides) -> None:
    with time_machine.travel("2026-11-02 10:00Z", tick=False):
        introduction = ask(sides)
        decline_introduction(introduction, declined_by=sides.receiver_owner, reason="not_now")
    with (
        time_machine.travel("2026-12-01 10:00Z", tick=False),
        pytest.raises(IntroductionRefusedError) as caught,
    ):
        ask(sides)
    with time_machine.travel("2026-12-03 10:00Z", tick=False):
        again = ask(sides)

    assert caught.value.code == "declined"
    assert again.state == "open"


def test_accept_introduction_opens_both_profiles_and_conversation(sides: Sides) -> None:
    introduction = ask(sides)

    assert accept_introduction(introduction, accepted_by=sides.receiver_editor) is True

    disclosed = set(Disclosure.objects.values_list("operator", "reader"))
    pair = (sides.asker.pk, sides.receiver.pk)
    assert disclosed == {pair, pair[::-1]}
    assert introduction.conversation.operators == (sides.asker, sides.receiver)
    assert introduction.decided_by == sides.receiver_editor
    told = Notification.objects.filter(event="introduction.accepted").order_by("user")
    assert [n.user for n in told] == [sides.asker_owner, sides.asker_viewer]


def test_accept_introduction_twice_has_one_effect(sides: Sides) -> None:
    introduction = ask(sides)
    accept_introduction(introduction, accepted_by=sides.receiver_owner)

    assert accept_introduction(introduction, accepted_by=sides.receiver_editor) is False

    assert introduction.decided_by == sides.receiver_owner
    assert Notification.objects.filter(event="introduction.accepted").count() == 2


def test_accept_introduction_withdrawn_is_closed(sides: Sides) -> None:
    introduction = ask(sides)
    withdraw_introduction(introduction, withdrawn_by=sides.asker_owner)

    with pytest.raises(IntroductionClosedError):
        accept_introduction(introduction, accepted_by=sides.receiver_owner)

    assert not Disclosure.objects.exists()


def test_accept_introduction_past_its_time_is_closed(sides: Sides) -> None:
    introduction = IntroductionFactory(lapses_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(IntroductionClosedError):
        accept_introduction(introduction, accepted_by=sides.receiver_owner)


def test_decline_introduction_keeps_reason_and_tells_asker(sides: Sides) -> None:
    introduction = ask(sides)

    decline_introduction(
        introduction, declined_by=sides.receiver_owner, reason="no_capacity", words="En 2027."
    )

    assert (introduction.state, introduction.reason) == ("declined", "no_capacity")
    assert introduction.words == "En 2027."
    told = Notification.objects.filter(event="introduction.declined")
    assert [n.user for n in told] == [sides.asker_owner]


def test_decline_introduction_closes_what_colleagues_were_told(sides: Sides) -> None:
    introduction = ask(sides)

    decline_introduction(introduction, declined_by=sides.receiver_owner, reason="not_now")

    assert not Notification.objects.filter(user=sides.receiver_editor, read_at=None).exists()


def test_withdraw_introduction_lets_ask_again(sides: Sides) -> None:
    introduction = ask(sides)
    withdraw_introduction(introduction, withdrawn_by=sides.asker_owner)

    assert ask(sides) != introduction


def test_blocking_twice_is_one_block_and_nothing_more(sides: Sides) -> None:
    asked = ask(sides)

    blocks = [
        block_operator(sides.receiver, blocked=sides.asker, blocked_by=person)
        for person in (sides.receiver_owner, sides.receiver_editor)
    ]

    asked.refresh_from_db()
    assert blocks == [Block.objects.get()] * 2
    assert (blocks[1].created_by, asked.state) == (sides.receiver_owner, "declined")


def test_member_joins_and_steward_steps_out(sides: Sides) -> None:
    steward = CuratorFactory()
    foreign = OperatorFactory(steward=steward)
    introduction = IntroductionFactory(receiver=foreign)
    assert Introduction.objects.answered_by(steward).get() == introduction

    MembershipFactory(operator=foreign)

    assert not Introduction.objects.visible_to(steward).exists()
