"""Why an introduction cannot be asked for or answered, in words for the person who tried."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from matching.introductions.models import Introduction


class IntroductionRefusedError(ValidationError):
    """An ask that the rules do not allow; the form shows its sentence."""


class IntroductionStandsError(IntroductionRefusedError):
    """The other side has asked already, or the two are introduced; `introduction` says which."""

    def __init__(self, introduction: Introduction) -> None:
        super().__init__(_("Cette mise en relation existe déjà."), code="stands")
        self.introduction = introduction


class IntroductionClosedError(Exception):
    """The introduction is no longer open; `introduction.state` says what became of it."""

    def __init__(self, introduction: Introduction) -> None:
        super().__init__(introduction.state)
        self.introduction = introduction


def refused(code: str) -> IntroductionRefusedError:
    """The refusal with that code, with its sentence."""
    return IntroductionRefusedError(SENTENCES[code], code=code)


SENTENCES = {
    "self": _("C'est votre propre profil."),
    "unpublished": _(
        "Votre profil doit être publié avant de demander une mise en relation : l'autre "
        "opérateur doit pouvoir le lire."
    ),
    "closed": _("Cet opérateur ne prend pas de nouvelle demande pour le moment."),
    "blocking": _("Vous avez bloqué cet opérateur. Débloquez-le avant de lui écrire."),
    "opportunity": _("Cette opportunité n'est plus ouverte."),
    "declined": _("Cet opérateur a décliné une demande récente à ce sujet. Laissez-lui du temps."),
    "limit": _("Vous avez atteint le nombre de demandes possibles en un jour. Réessayez demain."),
}
