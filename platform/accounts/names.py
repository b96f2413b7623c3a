"""What a person may be called: anything but an advertisement."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# A name goes into mails to others, so that it must not carry a link or a line of its own.
FORBIDDEN = re.compile(r"://|www\.|[<>@\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]", re.I)


def validate_name(value: str) -> None:
    """Refuse links, addresses, mark-up and invisible characters that turn the line around."""
    if FORBIDDEN.search(value):
        raise ValidationError(
            _("Écrivez seulement le nom : sans lien, ni adresse, ni caractère de mise en forme."),
            code="name",
        )
