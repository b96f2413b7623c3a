"""What a person was told, and how each wishes to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.languages import url_in
from frame.languages import reader_language
from notifications import events
from notifications.querysets import NotificationQuerySet


class Notification(models.Model):
    """One thing told to one person.

    `key` names what it is about ("introduction:12:asked"); the same key reaches a person once.
    `mail_due` is the time from which a mail about it may leave; empty where none is wanted.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    event = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=500)
    key = models.CharField(max_length=200, blank=True)
    is_listed = models.BooleanField(default=True)
    created = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_due = models.DateTimeField(null=True, blank=True)
    mail_claim = models.CharField(max_length=32, blank=True)
    mail_claimed_at = models.DateTimeField(null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"], condition=~Q(key=""), name="notification_once_a_key"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-created"], name="notification_of_user"),
            models.Index(
                fields=["user"],
                condition=Q(read_at=None, is_listed=True),
                name="notification_unread",
            ),
            models.Index(
                fields=["mail_due"],
                condition=Q(mail_due__isnull=False, mailed_at=None),
                name="notification_mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} > {self.user_id}"

    def get_absolute_url(self) -> str:
        """The address that marks it as read and leads to the page it is about."""
        return reverse("notifications:notification-open", args=[self.pk])

    @property
    def title(self) -> str:
        """What happened, in the language in use; the bare word if the event is no more."""
        event = events.known().get(self.event)
        return event.title_for(self.params) if event else str(_("Notification"))

    @property
    def body(self) -> str:
        """The line under the title, or ""."""
        event = events.known().get(self.event)
        return event.body_for(self.params) if event else ""

    @property
    def group(self) -> str:
        """The group of the event, or "" if the event is no more."""
        event = events.known().get(self.event)
        return event.group if event else ""

    @property
    def target_url(self) -> str:
        """The page it is about, in the language in use."""
        return url_in(self.url, reader_language())


class NotificationPreference(models.Model):
    """How a person wishes to hear of a group of events; no row means the defaults."""

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", _("Tout de suite")
        DAILY = "daily", _("Une fois par jour")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences"
    )
    group = models.CharField(max_length=40)
    in_app = models.BooleanField(_("Sur Wasl"), default=True)
    mail = models.BooleanField(_("Par e-mail"), default=True)
    frequency = models.CharField(
        _("Fréquence"), max_length=10, choices=Frequency.choices, default=Frequency.AT_ONCE
    )

    class Meta:
        verbose_name = _("préférence de notification")
        verbose_name_plural = _("préférences de notification")
        constraints = [
            models.UniqueConstraint(fields=["user", "group"], name="one_preference_a_group")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.group}"
