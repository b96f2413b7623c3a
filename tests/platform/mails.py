"""What the tests read of a mail."""

from django.core.mail import EmailMessage, EmailMultiAlternatives


def html_of(sent: EmailMessage) -> str:
    """The HTML beside the text of a mail."""
    assert isinstance(sent, EmailMultiAlternatives)
    return str(sent.alternatives[0][0])
