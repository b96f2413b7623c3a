"""Mails: written in the reader's language, as text and as HTML, sent by a task.

A mail has templates named as allauth names its own: `<prefix>_subject.txt`,
`<prefix>_message.txt` and, where the text is not enough, `<prefix>_message.html`; they extend
`mail/base.txt` and `mail/base.html`.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override

from accounts.tasks import deliver_mail


def compose_mail(
    prefix: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Write a mail in `language`, ready to be sent; `site_url` is in every context."""
    with override(language):
        full = {
            "site_url": settings.SITE_URL.rstrip("/"),
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            **context,
        }
        subject = " ".join(render_to_string(f"{prefix}_subject.txt", full).split())
        text = render_to_string(f"{prefix}_message.txt", full).strip() + "\n"
        html = html_message(prefix, subject, full)
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=dict(headers or {}))
    mail.attach_alternative(html, "text/html")
    return mail


def html_message(prefix: str, subject: str, context: Mapping[str, Any]) -> str:
    """The HTML of a mail: its own template, else its text with buttons for what one can do."""
    try:
        return render_to_string(f"{prefix}_message.html", context)
    except TemplateDoesNotExist:
        text = render_to_string(f"{prefix}_message.txt", {**context, "is_bare": True})
        paragraphs = [acted(part.strip()) for part in text.split("\n\n") if part.strip()]
        full = {**context, "subject": subject, "paragraphs": paragraphs}
        return render_to_string("mail/from_text.html", full)


def acted(paragraph: str) -> tuple[str, str]:
    """Words and address of what `mail/_act.txt` wrote; any other paragraph has no address."""
    words, _line, address = paragraph.partition("\n")
    return (words, address) if address.startswith(settings.SITE_URL) else (paragraph, "")


def send_mail(
    prefix: str,
    *,
    to: str,
    language: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Write a mail now and send it after commit, by a task.

    A mail server that refuses never reaches the caller: it is logged and asked again where the
    task backend can wait (`TASK_BACKEND=database`).
    """
    mail = compose_mail(prefix, to=to, language=language, context=context, headers=headers)
    html = str(mail.alternatives[0][0])
    send = partial(
        deliver_mail.enqueue,
        to=to,
        subject=str(mail.subject),
        text=str(mail.body),
        html=html,
        headers=mail.extra_headers,
    )
    transaction.on_commit(send, robust=True)
