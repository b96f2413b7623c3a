"""Factories of introductions, conversations and messages, and the people around them."""

import uuid
from dataclasses import dataclass

import factory

from accounts.models import User
from cms.operators.models import Operator
from matching.introductions.models import Introduction
from matching.talk.models import Conversation, Message
from tests.factories import MembershipFactory, OperatorFactory


class IntroductionFactory(factory.django.DjangoModelFactory[Introduction]):
    """An open introduction between two operators with an owner each."""

    class Meta:
        model = Introduction

    asker = factory.LazyFunction(lambda: MembershipFactory().operator)
    receiver = factory.LazyFunction(lambda: MembershipFactory().operator)
    message = "Nous cherchons un mouleur pour des corps de seringue."


class ConversationFactory(factory.django.DjangoModelFactory[Conversation]):
    """A conversation of an accepted introduction, without messages."""

    class Meta:
        model = Conversation

    introduction = factory.SubFactory(IntroductionFactory, state="accepted")
    asker = factory.SelfAttribute("introduction.asker")
    receiver = factory.SelfAttribute("introduction.receiver")


class MessageFactory(factory.django.DjangoModelFactory[Message]):
    """The next message of a conversation, by the owner of its operator (the asker)."""

    class Meta:
        model = Message

    conversation = factory.SubFactory(ConversationFactory)
    operator = factory.SelfAttribute("conversation.asker")
    sender = factory.LazyAttribute(lambda o: owner_of(o.operator))
    sequence = factory.LazyAttribute(lambda o: next_number(o.conversation))
    client_id = factory.LazyFunction(uuid.uuid4)
    body = factory.Sequence(lambda n: f"Message {n}")


def owner_of(operator: Operator) -> User:
    """The first owner of an operator."""
    return operator.memberships.filter(role="owner")[0].user


def next_number(conversation: Conversation) -> int:
    """The next sequence, which is kept on the conversation too."""
    conversation.last_sequence += 1
    conversation.save()
    return conversation.last_sequence


@dataclass(frozen=True)
class Sides:
    """Two published operators with their people, and somebody who belongs to neither."""

    asker: Operator
    receiver: Operator
    asker_owner: User
    asker_viewer: User
    receiver_owner: User
    receiver_editor: User
    stranger: User


def make_sides() -> Sides:
    """Both sides with two people each, and a stranger with a company of their own."""
    asker = OperatorFactory(name="Atlas Plast", slug="atlas-plast")
    receiver = OperatorFactory(name="Rif Stérile", slug="rif-sterile")
    return Sides(
        asker=asker,
        receiver=receiver,
        asker_owner=MembershipFactory(operator=asker, role="owner").user,
        asker_viewer=MembershipFactory(operator=asker, role="viewer").user,
        receiver_owner=MembershipFactory(operator=receiver, role="owner").user,
        receiver_editor=MembershipFactory(operator=receiver, role="editor").user,
        stranger=MembershipFactory().user,
    )
