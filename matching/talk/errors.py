"""Why a message is not taken, in words for the person who wrote it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class MessageRefusedError(ValidationError):
    """A message that is not stored; the composer shows its sentence and keeps the text."""


def refused(code: str) -> MessageRefusedError:
    """The refusal with that code, with its sentence."""
    return MessageRefusedError(SENTENCES[code], code=code)


SENTENCES = {
    "blocked": _("Cette conversation est fermée : l'un des deux opérateurs a mis fin à l'échange."),
    "reader": _("Votre rôle permet de lire cette conversation, pas d'y écrire."),
    "reused": _("Ce message a déjà été envoyé dans une autre conversation."),
    "fast": _("Vous envoyez trop vite. Attendez quelques secondes, puis renvoyez."),
}
