"""Asking for an introduction and answering it."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from cms.operators.models import Disclosure, Operator
from cms.opportunities.models import Opportunity
from matching.introductions import announcements, rules
from matching.introductions.errors import IntroductionClosedError, IntroductionStandsError
from matching.introductions.lapsing import lapse_introductions
from matching.introductions.models import Introduction
from matching.introductions.signals import introduction_accepted

State = Introduction.State


@transaction.atomic
def ask_introduction(
    asker: Operator,
    *,
    receiver: Operator,
    asked_by: User,
    message: str,
    opportunity: Opportunity | None = None,
) -> Introduction:
    """Ask once; asked again by the same side while it is open, the same introduction comes back.

    Raises IntroductionStandsError where the other side asked first or the two are introduced
    already, IntroductionRefusedError where the rules do not allow it.
    """
    rules.check_pair(asker, receiver)
    rules.check_opportunity(opportunity, asker=asker, receiver=receiver)
    lapse_introductions(only=Introduction.objects.between(asker, receiver))
    if (standing := find_standing(asker, receiver, opportunity)) is not None:
        return same_or_stands(standing, asker)
    rules.check_pace(asker, receiver=receiver, opportunity=opportunity)
    introduction = Introduction(
        asker=asker, receiver=receiver, opportunity=opportunity, asked_by=asked_by, message=message
    )
    return store(introduction)


def store(introduction: Introduction) -> Introduction:
    """Save and tell the receiver; where another request came first, that one comes back."""
    try:
        with transaction.atomic():
            introduction.save(force_insert=True)
    except IntegrityError:
        standing = find_standing(
            introduction.asker, introduction.receiver, introduction.opportunity
        )
        if standing is None:
            raise
        return same_or_stands(standing, introduction.asker)
    announcements.tell_asked(introduction)
    return introduction


def find_standing(
    one: Operator, other: Operator, opportunity: Opportunity | None
) -> Introduction | None:
    """The open or accepted introduction of a pair about an opportunity, in either direction."""
    pair = Introduction.objects.between(one, other).standing()
    return pair.filter(about=opportunity.pk if opportunity else 0).first()


def same_or_stands(standing: Introduction, asker: Operator) -> Introduction:
    """The introduction itself for the side that asked for it, if still open; else raise."""
    if standing.is_open and standing.asker_id == asker.pk:
        return standing
    raise IntroductionStandsError(standing)


@transaction.atomic
def accept_introduction(introduction: Introduction, *, accepted_by: User) -> bool:
    """Accept; opens both profiles to each other and whatever subscribes (the conversation).

    Returns False where a colleague accepted first: the effect is there once. Raises
    IntroductionClosedError where it was declined, withdrawn or has lapsed.
    """
    if not decide(introduction, State.ACCEPTED, by=accepted_by):
        return False
    disclose_both_ways(introduction)
    introduction_accepted.send(sender=Introduction, introduction=introduction)
    announcements.tell_accepted(introduction)
    return True


@transaction.atomic
def decline_introduction(
    introduction: Introduction, *, declined_by: User, reason: str, words: str = ""
) -> bool:
    """Decline with a reason that the asker reads; False where a colleague declined first."""
    if not decide(introduction, State.DECLINED, by=declined_by, reason=reason, words=words):
        return False
    announcements.tell_declined(introduction)
    return True


@transaction.atomic
def withdraw_introduction(introduction: Introduction, *, withdrawn_by: User) -> bool:
    """Take an ask back before it is answered; False where a colleague did so first."""
    if not decide(introduction, State.WITHDRAWN, by=withdrawn_by):
        return False
    announcements.tell_withdrawn(introduction)
    return True


def decide(introduction: Introduction, state: State, *, by: User, **fields: str) -> bool:
    """Move an open introduction to `state`; one statement, so that of two only one succeeds.

    Returns False where it is in that state already; raises IntroductionClosedError for any other.
    """
    now = timezone.now()
    still_open = Introduction.objects.open().filter(pk=introduction.pk, lapses_at__gt=now)
    changed = still_open.update(state=state, decided_by=by, decided_at=now, **fields)
    introduction.refresh_from_db()
    if not changed and introduction.state != state:
        raise IntroductionClosedError(introduction)
    return bool(changed)


def disclose_both_ways(introduction: Introduction) -> None:
    """Open what each of the two shows to named operators only."""
    asker, receiver = introduction.asker, introduction.receiver
    for operator, reader in ((asker, receiver), (receiver, asker)):
        Disclosure.objects.get_or_create(operator=operator, reader=reader)
