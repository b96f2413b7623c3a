"""Reads of notifications: whose, which are unread, whose mail is due."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models import Notification  # noqa: F401 - the queryset's own model.

# A claim older than this belongs to a process that died while it mailed.
CLAIM_LASTS = timedelta(minutes=15)
MAX_ATTEMPTS = 8


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: "User") -> Self:
        """What the page lists for a person: their own, and only where they wish to see it."""
        return self.filter(user_id=user.pk, is_listed=True)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def mail_waiting(self) -> Self:
        """Those about which a mail has still to leave: what was read meanwhile needs none."""
        return self.filter(
            mail_due__isnull=False,
            mailed_at=None,
            read_at=None,
            mail_attempts__lt=MAX_ATTEMPTS,
            user__is_active=True,
        )

    def mail_due(self, now: datetime) -> Self:
        """Those whose mail may leave at `now` and that no other process is mailing."""
        free = Q(mail_claim="") | Q(mail_claimed_at__lt=now - CLAIM_LASTS)
        return self.mail_waiting().filter(free, mail_due__lte=now)
