"""The list of a person's conversations."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from cms.operators.models import Membership, Operator
from matching.introductions.representation import operators_read_by
from matching.talk.models import Conversation, Message
from search.text import fold

MOST = 200


@dataclass(frozen=True)
class Entry:
    """One conversation of the list."""

    conversation: Conversation
    other: Operator
    last: Message | None
    unread: int

    @property
    def is_today(self) -> bool:
        """Whether the last message is of today, in Casablanca."""
        return timezone.localtime(self.conversation.last_at).date() == timezone.localdate()


def entries_for(user: User, *, text: str = "") -> list[Entry]:
    """The newest conversations first, those that `text` names only, at most MOST.

    A conversation is named by either company and by the people of both: a person is found by
    the name of the person's company.
    """
    mine = Conversation.objects.visible_to(user).with_unread(user).with_children()
    conversations = list(mine[:MOST])
    if text.strip():
        conversations = named_by(text, conversations)
    own = set(operators_read_by(user).values_list("pk", flat=True))
    last = last_messages(conversations)
    return [
        Entry(row, row.other_than(own), last.get(row.pk), getattr(row, "unread", 0))
        for row in conversations
    ]


def last_messages(conversations: Iterable[Conversation]) -> dict[int, Message]:
    """The last message of each: one query."""
    keys = [row.pk for row in conversations]
    last = Message.objects.filter(
        conversation__in=keys, sequence=F("conversation__last_sequence")
    ).select_related("sender")
    return {message.conversation_id: message for message in last}


def named_by(text: str, conversations: Iterable[Conversation]) -> list[Conversation]:
    """Those whose companies or people bear every word of `text`, whatever case and accents."""
    rows, words = list(conversations), fold(text).split()
    people = names_by_operator(operator.pk for row in rows for operator in row.operators)

    def names_of(row: Conversation) -> str:
        names = [name for operator in row.operators for name in operator.all_names]
        team = [name for operator in row.operators for name in people[operator.pk]]
        return fold(" ".join([*names, *team]))

    return [row for row in rows if all(word in names_of(row) for word in words)]


def names_by_operator(operators: Iterable[int]) -> dict[int, list[str]]:
    """The names of the active members of each operator: one query."""
    names: dict[int, list[str]] = defaultdict(list)
    members = Membership.objects.active().filter(operator__in=set(operators))
    for member in members.select_related("user"):
        names[member.operator_id].append(member.user.display_name)
    return names
