"""What the services of this app refuse, in words for the person who asked."""

from django.core.exceptions import ValidationError


class StaleDraftError(ValidationError):
    """Somebody saved a newer version in the meantime; nothing was written."""


class LastOwnerError(ValidationError):
    """An operator keeps at least one owner; nothing was changed."""


class InvitationRefusedError(ValidationError):
    """The invitation cannot be used by this person, or no longer; nothing was changed."""
