"""How complete a profile is, and in words what it lacks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Enough for a reader to know what an operator does: some three sentences.
TELLING_BODY = 200


@dataclass(frozen=True)
class Missing:
    """Something that a profile lacks: the step of the editor that has it, and words for it."""

    step: str
    text: str | Promise


@dataclass(frozen=True)
class Completeness:
    """`share` is a whole percentage; `blocking` is what keeps a profile from being submitted."""

    share: int
    missing: tuple[Missing, ...]
    blocking: tuple[Missing, ...]

    @property
    def is_ready(self) -> bool:
        """Whether the profile can be submitted."""
        return not self.blocking


@dataclass(frozen=True)
class Rule:
    """One thing that a complete profile has; `weight` is its part of the whole."""

    step: str
    weight: int
    text: str | Promise
    holds: Callable[[Any], bool]
    is_blocking: bool = False


def _texts(operator: Any) -> list[Any]:
    return [text for text in operator.texts.all() if text.summary or text.body]


def _all_have(rows: list[Any], name: str) -> bool:
    return bool(rows) and all(getattr(row, name) for row in rows)


RULES = (
    Rule(
        "prose",
        15,
        _("Dites en une phrase ce que vous faites, dans une langue au moins."),
        lambda operator: any(text.summary for text in operator.texts.all()),
        is_blocking=True,
    ),
    Rule(
        "prose",
        15,
        _("Présentez-vous en quelques lignes : vos moyens, votre expérience, vos clients."),
        lambda operator: any(len(text.body) >= TELLING_BODY for text in operator.texts.all()),
    ),
    Rule(
        "prose",
        5,
        _("Ajoutez une deuxième langue : vos partenaires étrangers vous liront."),
        lambda operator: len(_texts(operator)) > 1,
    ),
    Rule(
        "identity",
        5,
        _("Indiquez votre ville."),
        lambda operator: bool(operator.city),
    ),
    Rule(
        "identity",
        5,
        _("Donnez une adresse e-mail ou un téléphone de contact."),
        lambda operator: bool(operator.email or operator.phone),
    ),
    Rule(
        "identity",
        5,
        _("Indiquez les langues dans lesquelles vous travaillez."),
        lambda operator: bool(operator.languages),
    ),
    Rule(
        "identity",
        5,
        _("Indiquez votre effectif."),
        lambda operator: operator.employees is not None,
    ),
    Rule(
        "capabilities",
        20,
        _("Ajoutez au moins un savoir-faire : c'est par là que l'on vous trouve."),
        lambda operator: bool(operator.capabilities.all()),
    ),
    Rule(
        "capabilities",
        5,
        _("Précisez pour quels dispositifs vaut chaque savoir-faire."),
        lambda operator: _all_have(list(operator.capabilities.all()), "categories"),
    ),
    Rule(
        "credentials",
        5,
        _("Ajoutez vos certificats et enregistrements."),
        lambda operator: bool(operator.credentials.all()),
    ),
    Rule(
        "credentials",
        5,
        _("Joignez un justificatif à chaque certificat : la fédération pourra le vérifier."),
        lambda operator: _all_have(list(operator.credentials.all()), "evidence"),
    ),
    Rule(
        "wishes",
        5,
        _("Dites ce que vous proposez."),
        lambda operator: bool(operator.offers),
    ),
    Rule(
        "wishes",
        5,
        _("Dites ce que vous recherchez."),
        lambda operator: bool(operator.seeks),
    ),
)


def completeness(operator: Any) -> Completeness:
    """Weigh a profile, published or draft, by RULES. Reads the children only, writes nothing."""
    failed = [rule for rule in RULES if not rule.holds(operator)]
    whole = sum(rule.weight for rule in RULES)
    lost = sum(rule.weight for rule in failed)
    return Completeness(
        share=round(100 * (whole - lost) / whole),
        missing=tuple(Missing(rule.step, rule.text) for rule in failed),
        blocking=tuple(Missing(rule.step, rule.text) for rule in failed if rule.is_blocking),
    )
