"""The composer."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.talk.models import BODY_MAX


class BodyField(forms.CharField):
    """Text as a person sees it: a line's end counts once, and what shows nothing is empty."""

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "").replace("\r\n", "\n")
        shows = any(letter.isprintable() and not letter.isspace() for letter in text)
        return text if shows else ""


class MessageForm(forms.Form):
    """A message with the id that the device gave it."""

    body = BodyField(
        label=_("Votre message"),
        max_length=BODY_MAX,
        error_messages={
            "required": _("Écrivez un message avant d'envoyer."),
            "max_length": _(
                "Ce message compte %(show_value)s caractères, la limite est de %(limit_value)s. "
                "Raccourcissez-le ou envoyez-le en plusieurs fois."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 1, "dir": "auto"}),
    )
    client_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Rechargez la page, puis renvoyez."),
            "invalid": _("Rechargez la page, puis renvoyez."),
        },
    )


def read_message(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the form would make of valid data, without the making of a form.

    Raises ValidationError where the form has something to say.
    """
    return {name: field.clean(data.get(name)) for name, field in MessageForm.base_fields.items()}


class ReadForm(forms.Form):
    """How far a person has read."""

    sequence = forms.IntegerField(min_value=0, max_value=2**31 - 1)


def sentences_of(form: forms.Form) -> list[str]:
    """All that is wrong, as sentences."""
    return [str(sentence) for field in form.errors.values() for sentence in field]


def number_in(text: str | None) -> int:
    """A message's number from an address; anything else is 0."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0
