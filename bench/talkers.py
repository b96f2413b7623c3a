"""Conversations with people who are signed in, made without the site's own services."""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts.models import User
from cms.operators.models import Membership, Operator
from matching.introductions.models import Introduction
from matching.talk.models import Conversation


@dataclass(frozen=True)
class Pair:
    """A conversation, and the session keys of one person on each side."""

    conversation: int
    writer: str
    reader: str


def make_pairs(count: int) -> list[Pair]:
    """So many conversations, each of two operators with one owner."""
    users = User.objects.bulk_create(
        [User(email=f"talker{n}@bench.example", password="!") for n in range(2 * count)]
    )
    operators = Operator.objects.bulk_create(
        [Operator(name=f"Talker {n}", slug=f"talker-{n}", live=True) for n in range(2 * count)]
    )
    Membership.objects.bulk_create(
        [
            Membership(operator=operator, user=user, role="owner")
            for operator, user in zip(operators, users, strict=True)
        ]
    )
    conversations = make_conversations(operators)
    keys = [sign_in(user) for user in users]
    sides = zip(conversations, keys[::2], keys[1::2], strict=True)
    return [Pair(row.pk, writer, reader) for row, writer, reader in sides]


def make_conversations(operators: list[Operator]) -> list[Conversation]:
    """One for each two operators that follow each other."""
    introductions = Introduction.objects.bulk_create(
        [
            Introduction(asker=asker, receiver=receiver, state="accepted", message="Bonjour")
            for asker, receiver in zip(operators[::2], operators[1::2], strict=True)
        ]
    )
    return Conversation.objects.bulk_create(
        [
            Conversation(introduction=row, asker=row.asker, receiver=row.receiver)
            for row in introductions
        ]
    )


def sign_in(user: User) -> str:
    """The key of a new session of a person."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key
