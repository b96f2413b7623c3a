"""What is asked and written for each message, as SQL that is made once."""

from django.db.models import BigAutoField, DateTimeField, Exists, F, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from frame.prepared import Given, PreparedGet, PreparedInsert, PreparedRows, PreparedUpdate
from matching.introductions.models import Block
from matching.introductions.representation import member_keys
from matching.talk.models import Conversation, Message, ReadMarker

of_member = PreparedGet(
    lambda: Conversation.objects.between_any(member_keys(Given("person"))).filter(pk=Given("pk"))
)
# An update, so that it also locks the row.
count_message = PreparedUpdate(
    lambda: Conversation.objects.filter(pk=Given("pk")),
    last_sequence=F("last_sequence") + 1,
    last_at=Given("last_at", DateTimeField()),
)
sides_and_count = PreparedRows(
    lambda: Conversation.objects.filter(pk=Given("pk")).values_list(
        "asker",
        "receiver",
        "last_sequence",
        Exists(Block.objects.between(OuterRef("asker"), OuterRef("receiver"))),
    )
)
insert_message = PreparedInsert(lambda: Message)
move_behind = PreparedUpdate(
    lambda: ReadMarker.objects.filter(
        conversation=Given("conversation"), user=Given("person")
    ).behind(Given("sequence")),
    sequence=Given("sequence"),
    read_at=Given("read_at", DateTimeField()),
)


def is_key(number: int) -> bool:
    """Whether a number from an address fits a key's column."""
    return number <= BigAutoField.MAX_BIGINT


def get_conversation(pk: int, user: User) -> Conversation:
    """A conversation that a person sees; raises Http404 for any other.

    Whoever is no member of either operator may still be the curator of one.
    """
    if not is_key(pk):
        raise Http404
    own = of_member.first(pk=pk, person=user.pk)
    return own or get_object_or_404(Conversation.objects.visible_to(user), pk=pk)
