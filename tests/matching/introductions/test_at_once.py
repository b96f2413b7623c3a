"""Two people acting at the same moment: one effect."""

from matching.introductions.blocking import block_operator
from matching.introductions.errors import (
    IntroductionClosedError,
    IntroductionStandsError,
)
from matching.introductions.models import Block, Introduction
from matching.introductions.services import (
    accept_introduction,
    ask_introduction,
    decline_introduction,
)
from notifications.models import Notification
from tests.matching.factories import Sides
from tests.matching.introductions.asking import ask
from tests.threads import run_at_once


def test_two_asking_each_other_at_once_have_one(shared_sides: Sides) -> None:
    pairs = [
        (shared_sides.asker, shared_sides.receiver, shared_sides.asker_owner),
        (shared_sides.receiver, shared_sides.asker, shared_sides.receiver_owner),
    ] * 3

    results = run_at_once(
        [
            lambda a=a, r=r, p=p: ask_introduction(a, receiver=r, asked_by=p, message="Bonjour")
            for a, r, p in pairs
        ]
    )

    made = Introduction.objects.get()
    same = [r for r in results if r == made]
    stands = [r for r in results if isinstance(r, IntroductionStandsError)]
    assert (len(same), len(stands)) == (3, 3)


def test_two_accepting_at_once_have_one_effect(shared_sides: Sides) -> None:
    introduction = ask(shared_sides)
    people = [shared_sides.receiver_owner, shared_sides.receiver_editor] * 2

    results = run_at_once(
        [
            lambda p=p: accept_introduction(
                Introduction.objects.get(pk=introduction.pk), accepted_by=p
            )
            for p in people
        ]
    )

    assert (results.count(True), results.count(False)) == (1, 3)
    assert Notification.objects.filter(event="introduction.accepted").count() == 2


def test_blocking_twice_at_once_is_one_block(shared_sides: Sides) -> None:
    people = [shared_sides.receiver_owner, shared_sides.receiver_editor] * 2

    results = run_at_once(
        [
            lambda p=p: block_operator(
                shared_sides.receiver, blocked=shared_sides.asker, blocked_by=p
            )
            for p in people
        ]
    )

    assert results == [Block.objects.get()] * 4


def test_accept_and_decline_at_once_have_one_effect(shared_sides: Sides) -> None:
    introduction = ask(shared_sides)

    results = run_at_once(
        [
            lambda: accept_introduction(
                Introduction.objects.get(pk=introduction.pk),
                accepted_by=shared_sides.receiver_owner,
            ),
            lambda: decline_introduction(
                Introduction.objects.get(pk=introduction.pk),
                declined_by=shared_sides.receiver_editor,
                reason="not_now",
            ),
        ]
    )

    assert results.count(True) == 1
    assert sum(isinstance(r, IntroductionClosedError) for r in results) == 1
