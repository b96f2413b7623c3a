"""Mails about notifications: each is claimed, sent, and marked as sent, so that it leaves once."""

import secrets
from datetime import datetime

import structlog
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone

from accounts.mail import compose_mail
from accounts.models import User
from notifications.models import Notification
from notifications.schedule import next_retry
from notifications.unsubscribe import unsubscribe_headers, unsubscribe_url

logger = structlog.get_logger(__name__)


def send_due(now: datetime | None = None) -> int:
    """Mail everybody whose mail is due; return how many mails left. Run twice, sends once."""
    due = Notification.objects.mail_due(now or timezone.now())
    people = due.order_by("user_id").values_list("user_id", flat=True).distinct()
    return sum(send_due_to(user_id, now) for user_id in list(people))


def send_due_to(user_id: int, now: datetime | None = None) -> bool:
    """One mail with all that is due for a person. True if one left.

    Never raises for the mail server: the failure is logged and the mail is due again later.
    """
    told = claim(user_id, now or timezone.now())
    if not told:
        return False
    try:
        compose(told[0].user, told).send()
    except Exception:  # Whatever the mail server does, the rest of the mails go on.
        logger.exception("notification.mail_failed", user_id=user_id, count=len(told))
        postpone(told)
        return False
    Notification.objects.filter(pk__in=[n.pk for n in told]).update(
        mailed_at=timezone.now(), mail_claim=""
    )
    return True


def claim(user_id: int, now: datetime) -> list[Notification]:
    """Take what is due for a person, so that no other process mails it; oldest first."""
    token = secrets.token_hex(16)
    Notification.objects.filter(user_id=user_id).mail_due(now).update(
        mail_claim=token, mail_claimed_at=now, mail_attempts=F("mail_attempts") + 1
    )
    taken = Notification.objects.filter(user_id=user_id, mail_claim=token)
    return list(taken.select_related("user").order_by("created", "pk"))


def postpone(told: list[Notification]) -> None:
    """Give the claim back and have the mail due again, later each time."""
    for notification in told:
        notification.mail_claim = ""
        notification.mail_due = next_retry(timezone.now(), notification.mail_attempts)
    Notification.objects.bulk_update(told, ["mail_claim", "mail_due"])


def compose(user: User, told: list[Notification]) -> EmailMultiAlternatives:
    """The mail about one notification, or the digest of several, in the person's language."""
    url = unsubscribe_url(user, {n.group for n in told} - {""})
    return compose_mail(
        "notifications/mail/digest" if len(told) > 1 else "notifications/mail/one",
        to=user.email,
        language=user.language,
        context={
            "user": user,
            "notification": told[0],
            "notifications": told,
            "unsubscribe_url": url,
        },
        headers=unsubscribe_headers(url),
    )
