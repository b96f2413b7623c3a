"""Who takes part in which conversation, and what of it they have not read."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from matching.introductions.representation import keys_read_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models.expressions import Combinable

    from accounts.models import User
    from matching.talk.models import Conversation, Message, ReadMarker  # noqa: F401 - the querysets' own.


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Reads of conversations."""

    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Those of the operators that a person reads for; nobody else's, staff included."""
        return self.between_any(keys_read_by(user))

    def between_any(self, operators: "models.QuerySet[Any, int]") -> Self:
        """Those where one side is among some operators, given by their keys."""
        return self.filter(Q(asker__in=operators) | Q(receiver__in=operators))

    def with_unread(self, user: "User") -> Self:
        """Each with `read` (how far the person has read) and `unread` (how many remain)."""
        from matching.talk.models import ReadMarker

        marker = ReadMarker.objects.filter(conversation=OuterRef("pk"), user=user)
        read = Coalesce(Subquery(marker.values("sequence")[:1]), 0)
        return self.annotate(read=read).annotate(unread=F("last_sequence") - F("read"))

    def unread_count(self, user: "User") -> int:
        """How many messages a person has not read in all: one query."""
        mine = self.visible_to(user).with_unread(user).filter(unread__gt=0)
        return mine.aggregate(count=Sum("unread"))["count"] or 0

    def untold(self) -> Self:
        """Those with messages about which the away have still to be told."""
        return self.filter(last_sequence__gt=F("told"))

    def with_children(self) -> Self:
        """With both operators and what the introduction is about: one more query in all."""
        return self.select_related(
            "asker", "receiver", "introduction__opportunity__operator"
        ).prefetch_related("introduction__opportunity__texts")


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads of messages."""

    def after(self, sequence: int) -> Self:
        """Those with a higher number, in order."""
        return self.filter(sequence__gt=sequence).order_by("sequence")

    def before(self, sequence: int) -> Self:
        """Those with a lower number, in order."""
        return self.filter(sequence__lt=sequence).order_by("sequence")

    def with_senders(self) -> Self:
        """With the people and the operators that they wrote for."""
        return self.select_related("sender", "operator")


class ReadMarkerQuerySet(models.QuerySet["ReadMarker"]):
    """Reads of markers."""

    def behind(self, sequence: "int | Combinable") -> Self:
        """Those that a marker at `sequence` would move on."""
        return self.filter(sequence__lt=sequence)

    def claim_mail(self, marker: "ReadMarker", *, upto: int) -> bool:
        """Note that a mail tells of the messages up to a number; False where another one does."""
        return bool(self.filter(pk=marker.pk, mailed__lt=upto).update(mailed=upto))
