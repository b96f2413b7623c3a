"""What `manage.py check --deploy` says of a real site beyond Django's own checks."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security, deploy=True)
def check_mail_server(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Confirmations and notifications must reach people, not the log."""
    if settings.HAS_MAIL_SERVER:
        return []
    return [
        Warning(
            "No mail server: mails are only printed.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@host:587.",
            id="config.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_site_address(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The links in mails are made from SITE_URL: a session goes over TLS from the first click."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [
        Warning(
            f"SITE_URL is {settings.SITE_URL}: the links in mails would not lead to the site.",
            hint="Set SITE_URL to the site's address, https:// and host.",
            id="config.W002",
        )
    ]
