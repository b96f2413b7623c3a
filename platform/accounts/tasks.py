"""Background work of accounts: the delivery of mails."""

from datetime import timedelta

import structlog
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from django_tasks import default_task_backend, task

logger = structlog.get_logger(__name__)

# A mail server that refuses is asked again after 1, 5, 25 and 125 minutes, then no more.
RETRIES = tuple(timedelta(minutes=5**n) for n in range(4))


@task()
def deliver_mail(
    to: str, subject: str, text: str, html: str, headers: dict[str, str], attempt: int = 0
) -> bool:
    """Send one written mail; a failure is logged and tried later. True if it left."""
    mail = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    mail.attach_alternative(html, "text/html")
    try:
        mail.send()
    except Exception:  # Whatever the mail server does, the work that asked for the mail is done.
        logger.exception("mail.failed", subject=subject, attempt=attempt)
        if attempt < len(RETRIES) and default_task_backend.supports_defer:
            later = deliver_mail.using(run_after=timezone.now() + RETRIES[attempt])
            later.enqueue(to, subject, text, html, headers, attempt + 1)
        return False
    return True
