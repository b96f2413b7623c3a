"""The first step: who an operator is and where."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.operators.models import Operator
from cms.taxonomies import places
from cms.taxonomies.choices import OperatorType
from cms.taxonomies.fields import CodesFormField

OLDEST = 1800
PHONE = RegexValidator(
    r"^\+?[\d\s().\-/]{6,39}$", _("Écrivez le numéro avec des chiffres : +212 5 22 00 00 00.")
)
LTR = {"dir": "ltr"}


class PlaceMixin(forms.ModelForm):
    """Type, country and region; a region goes with one country only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = places.country_choices()
        home = [choice for choice in countries if choice[0] == places.HOME]
        self.fields["type"] = forms.ChoiceField(
            label=_("Type d'opérateur"),
            choices=[("", _("Choisissez un type")), *OperatorType.choices],
        )
        self.fields["country"] = forms.ChoiceField(
            label=_("Pays"), choices=[*home, *[c for c in countries if c not in home]]
        )
        self.fields["region"] = forms.ChoiceField(
            label=_("Région (au Maroc)"),
            choices=[("", _("Choisissez une région")), *places.region_choices()],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """A region is a Moroccan one: it goes where the country is another."""
        data = super().clean() or {}
        if data.get("country") and data["country"] != places.HOME:
            data["region"] = ""
        return data


class IdentityForm(PlaceMixin):
    """Name, type, place, size and contact."""

    languages = CodesFormField(
        vocabulary="languages",
        label=_("Langues de travail"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Operator
        fields = (
            "name",
            "name_ar",
            "type",
            "country",
            "region",
            "city",
            "employees",
            "founded",
            "languages",
            "website",
            "email",
            "phone",
        )
        labels = {
            "name": _("Nom de l'entreprise"),
            "name_ar": _("Nom en arabe"),
            "city": _("Ville"),
            "employees": _("Effectif"),
            "founded": _("Année de création"),
            "website": _("Site web"),
            "email": _("E-mail de contact"),
            "phone": _("Téléphone"),
        }
        help_texts = {
            "name": _("Tel qu'il figure au registre du commerce."),
            "name_ar": _("Montré à qui lit la page en arabe."),
            "email": _("Visible des membres de Wasl seulement."),
            "phone": _("Visible des membres de Wasl seulement."),
        }
        widgets = {
            "name": forms.TextInput({"dir": "auto", "autocomplete": "organization"}),
            "name_ar": forms.TextInput({"dir": "rtl", "lang": "ar"}),
            "city": forms.TextInput({"dir": "auto", "autocomplete": "address-level2"}),
            "website": forms.TextInput(LTR | {"inputmode": "url", "autocomplete": "url"}),
            "email": forms.EmailInput(LTR | {"autocomplete": "email"}),
            "phone": forms.TextInput(LTR | {"type": "tel", "autocomplete": "tel"}),
        }

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"].strip()
        if phone:
            PHONE(phone)
        return phone

    def clean_founded(self) -> int | None:
        year: int | None = self.cleaned_data["founded"]
        this_year = timezone.localdate().year
        if year is not None and not OLDEST <= year <= this_year:
            raise forms.ValidationError(
                _("Donnez une année entre %(first)s et %(last)s."),
                params={"first": str(OLDEST), "last": str(this_year)},
            )
        return year


class CreateForm(PlaceMixin):
    """What it takes to begin: the rest comes step by step."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("C'est une autre entreprise : créer quand même"), required=False
    )

    class Meta:
        model = Operator
        fields = ("name", "name_ar", "type", "country", "region", "city")
        labels = IdentityForm.Meta.labels
        help_texts = IdentityForm.Meta.help_texts
        widgets = IdentityForm.Meta.widgets
