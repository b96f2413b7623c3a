"""Conversations, their messages, and how far each person has read."""

from collections.abc import Container

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cms.operators.models import Operator
from matching.introductions.models import Introduction
from matching.introductions.representation import keys_read_by
from matching.talk.querysets import ConversationQuerySet, MessageQuerySet, ReadMarkerQuerySet

BODY_MAX = 5000


class Conversation(models.Model):
    """The talk of two operators, opened by one accepted introduction.

    `last_sequence` is the number of its last message, and so their count: numbers start at 1
    and have no gaps. `told` is the number up to which everybody has read or was told by mail.
    """

    introduction = models.OneToOneField(
        Introduction, models.CASCADE, related_name="conversation", editable=False
    )
    asker = models.ForeignKey(Operator, models.CASCADE, related_name="+", editable=False)
    receiver = models.ForeignKey(Operator, models.CASCADE, related_name="+", editable=False)
    last_sequence = models.PositiveIntegerField(default=0, editable=False)
    told = models.PositiveIntegerField(default=0, editable=False)
    last_at = models.DateTimeField(default=timezone.now, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")

    def __str__(self) -> str:
        return f"{self.asker} / {self.receiver}"

    def get_absolute_url(self) -> str:
        return reverse("talk:conversation-show", args=[self.pk])

    @property
    def operators(self) -> tuple[Operator, Operator]:
        """Both sides."""
        return (self.asker, self.receiver)

    def sides_of(self, user: User) -> list[int]:
        """The keys of the operators that a person reads for here: one as a rule, two at most."""
        own = set(keys_read_by(user))
        return [side for side in (self.asker_id, self.receiver_id) if side in own]

    def other_than(self, sides: Container[int]) -> Operator:
        """The operator across the table from someone who sits at `sides`."""
        return self.receiver if self.asker_id in sides else self.asker


class Message(models.Model):
    """Plain text that a person wrote for an operator.

    `client_id` is chosen by the sender's device before it sends: the same one again is the same
    message.
    """

    # The constraints' indexes begin with these two keys: each needs none of its own.
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="messages", db_index=False
    )
    sequence = models.PositiveIntegerField()
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="+")
    client_id = models.UUIDField()
    body = models.TextField(_("message"), max_length=BODY_MAX)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["conversation", "sequence"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "sequence"], name="message_once_a_number"
            ),
            models.UniqueConstraint(fields=["sender", "client_id"], name="message_sent_once"),
            models.CheckConstraint(condition=Q(sequence__gt=0), name="message_numbers_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}#{self.sequence}"


class ReadMarker(models.Model):
    """How far a person has read a conversation, on whichever device; it only moves on.

    `mailed` is the number of the last message that a mail told of.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="markers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="read_markers")
    sequence = models.PositiveIntegerField(default=0)
    mailed = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    objects = ReadMarkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("repère de lecture")
        verbose_name_plural = _("repères de lecture")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "user"], name="read_marker_once_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.conversation_id}#{self.sequence}"
