"""What the services of this app refuse, in words for the person who asked."""

from django.core.exceptions import ValidationError


class PublishingError(ValidationError):
    """Nothing was changed; the message says why and what to do."""
