"""The steps of the profile editor, in order."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.operators.forms.identity import IdentityForm
from cms.operators.forms.prose import ProseForm
from cms.operators.forms.rows import CapabilityFormSet, CredentialFormSet, RowFormSet
from cms.operators.forms.wishes import WishesForm
from cms.operators.models import Operator


@dataclass(frozen=True)
class Step:
    """One page of the editor; `form` is a form or a formset over the draft."""

    name: str
    label: str | Promise
    title: str | Promise
    help: str | Promise
    form: Any

    @property
    def is_rows(self) -> bool:
        """Whether the step is made of rows that can be added and taken away."""
        return issubclass(self.form, RowFormSet)

    def make(self, draft: Operator, request: HttpRequest | None = None) -> Any:
        """The step's form over `draft`, bound to what `request` sent, if one is given."""
        options: dict[str, Any] = {"instance": draft}
        if self.is_rows:
            options["prefix"] = self.name
        if request is None:
            return self.form(**options)
        return self.form(request.POST, request.FILES, **options)


STEPS = (
    Step(
        "identity",
        _("Identité"),
        _("Votre entreprise"),
        _("Qui vous êtes et où l'on vous trouve."),
        IdentityForm,
    ),
    Step(
        "prose",
        _("Présentation"),
        _("Votre présentation"),
        _("Écrivez dans une langue au moins ; les autres aident à être lu."),
        ProseForm,
    ),
    Step(
        "capabilities",
        _("Savoir-faire"),
        _("Vos savoir-faire"),
        _("Chaque procédé, pour quels dispositifs et à quelle échelle."),
        CapabilityFormSet,
    ),
    Step(
        "credentials",
        _("Certificats"),
        _("Vos certificats et enregistrements"),
        _("La fédération ou l'agence vérifie ceux qui portent un justificatif."),
        CredentialFormSet,
    ),
    Step(
        "wishes",
        _("Coopération"),
        _("Ce que vous proposez et recherchez"),
        _("C'est sur quoi se fondent vos suggestions de partenaires."),
        WishesForm,
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def next_step(step: Step) -> str:
    """The name of the page after `step`; the review comes last."""
    place = STEPS.index(step) + 1
    return STEPS[place].name if place < len(STEPS) else "review"
