"""Background work of notifications: the mails that are due."""

from datetime import datetime

from django.utils import timezone
from django_tasks import default_task_backend, task

from notifications.mailing import send_due_to


@task()
def mail_person(user_id: int) -> bool:
    """Mail a person all that is due. True if a mail left."""
    return send_due_to(user_id)


def enqueue_mail(user_id: int, due: datetime) -> None:
    """Have a person mailed at `due`.

    Where the task backend cannot wait (`TASK_BACKEND=immediate`), what is not due yet leaves
    with the command `send_digests` or with the person's next mail.
    """
    if due <= timezone.now():
        mail_person.enqueue(user_id)
    elif default_task_backend.supports_defer:
        mail_person.using(run_after=due).enqueue(user_id)
