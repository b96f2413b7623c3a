"""The fifth step: what an operator offers and seeks, with whom, and who may read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.operators.models import Operator
from cms.taxonomies import lists
from cms.taxonomies.choices import Visibility
from cms.taxonomies.fields import CodesFormField
from frame.enumerating import enumerated


def codes_field(vocabulary: str, label: Any, help_text: Any = "") -> CodesFormField:
    """Several codes of a list, to be ticked."""
    return CodesFormField(
        vocabulary=vocabulary,
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def tick_first(field: forms.Field, chosen: list[str]) -> None:
    """Put what is chosen at the head of a long list."""
    known = dict(field.choices)  # type: ignore[attr-defined]
    top = [(code, known.pop(code)) for code in chosen if code in known]
    field.choices = [*top, *known.items()]  # type: ignore[attr-defined]


def excluded_among(data: dict[str, Any], wanted: str) -> str:
    """The names of the excluded countries that the field `wanted` asks for; "" where none is."""
    both = set(data.get(wanted, ())) & set(data.get("exclude_countries", ()))
    return enumerated(lists.labels_of("countries", sorted(both)).values())


class WishesForm(forms.ModelForm):
    """Modes, markets, countries ruled out, visibility."""

    offers = codes_field("modes", _("Ce que vous proposez"))
    seeks = codes_field(
        "modes",
        _("Ce que vous recherchez"),
        _("Laissé vide, vos suggestions se fondent sur vos savoir-faire."),
    )
    markets = codes_field("countries", _("Marchés que vous servez"))
    exclude_countries = codes_field(
        "countries",
        _("Pays avec lesquels vous ne travaillez pas"),
        _("Aucun opérateur de ces pays ne vous est suggéré ; personne d'autre ne lit cette liste."),
    )
    visibility = forms.ChoiceField(
        label=_("Qui peut lire votre profil"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Operator
        fields = ("offers", "seeks", "markets", "exclude_countries", "visibility")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("markets", "exclude_countries"):
            tick_first(self.fields[name], self[name].value() or [])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        names = excluded_among(data, "markets")
        if names:
            self.add_error(
                "exclude_countries",
                _("%(names)s est aussi parmi vos marchés : choisissez.") % {"names": names},
            )
        return data
