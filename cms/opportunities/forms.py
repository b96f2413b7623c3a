"""An offer or a request, on one page."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.operators.forms.categories import categories_field
from cms.operators.forms.prose import ProseTabs, body_field, writing
from cms.operators.forms.wishes import codes_field, excluded_among, tick_first
from cms.operators.sheets import reader_language
from cms.opportunities.models import Opportunity, OpportunityText
from cms.taxonomies.choices import Visibility


class OpportunityForm(ProseTabs, forms.ModelForm):
    """Fields and prose of an opportunity; `save(commit=False)` puts them in the draft only."""

    names = ("title", "body")

    side = forms.ChoiceField(
        label=_("Nature"), choices=Opportunity.Side.choices, widget=forms.RadioSelect
    )
    modes = codes_field("modes", _("Modes de coopération"))
    categories = categories_field(Opportunity)
    classes = codes_field("classes", _("Classes de dispositifs"))
    processes = codes_field("processes", _("Procédés"))
    required_credentials = codes_field(
        "standards",
        _("Certificats exigés"),
        _("Ce sans quoi un partenaire ne peut pas répondre."),
    )
    include_countries = codes_field(
        "countries", _("Pays souhaités"), _("Laissé vide : tous les pays.")
    )
    exclude_countries = codes_field("countries", _("Pays exclus"))
    trl = forms.TypedChoiceField(
        label=_("Maturité (TRL)"),
        choices=[("", _("Non précisée")), *((level, str(level)) for level in range(1, 10))],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("De ce qui est offert, ou le minimum cherché ; 9 : déjà en production."),
    )
    visibility = forms.ChoiceField(
        label=_("Qui peut lire cette opportunité"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Opportunity
        fields = (
            "side",
            "modes",
            "categories",
            "classes",
            "processes",
            "required_credentials",
            "trl",
            "volume_per_year",
            "unit",
            "include_countries",
            "exclude_countries",
            "visibility",
            "expires_on",
        )
        labels = {
            "volume_per_year": _("Volume par an"),
            "unit": _("Unité"),
            "expires_on": _("Ouverte jusqu'au"),
        }
        help_texts = {
            "volume_per_year": _("Visible des membres de Wasl seulement."),
            "unit": _("Pièces, lots, tonnes…"),
        }
        widgets = {
            "unit": forms.TextInput({"dir": "auto"}),
            "expires_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {text.language: text for text in self.instance.texts.all()}
        for language, _name in settings.LANGUAGES:
            row = self.rows.get(language)
            self.fields[f"title_{language}"] = title_field(language)
            self.fields[f"body_{language}"] = body_field(language, label=_("Description"))
            self.initial[f"title_{language}"] = row.title if row else ""
            self.initial[f"body_{language}"] = row.body if row else ""
        for name in ("include_countries", "exclude_countries"):
            tick_first(self.fields[name], self[name].value() or [])

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day and "expires_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(_("Cette date est passée."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._check_prose(data)
        names = excluded_among(data, "include_countries")
        if names:
            message = _("%(names)s est aussi parmi les pays souhaités : choisissez.")
            self.add_error("exclude_countries", message % {"names": names})
        return data

    def _check_prose(self, data: dict[str, Any]) -> None:
        """A title in one language at least, and one wherever there is a description."""
        titled = [code for code, _name in settings.LANGUAGES if data.get(f"title_{code}")]
        bare = [c for c, _n in settings.LANGUAGES if data.get(f"body_{c}") and c not in titled]
        for language in bare:
            if not self.has_error(f"title_{language}"):
                self.add_error(f"title_{language}", _("Donnez aussi un titre dans cette langue."))
        if not titled and not bare and not self._titles_err():
            own = reader_language()
            self.add_error(f"title_{own}", _("Donnez un titre dans une langue au moins."))

    def _titles_err(self) -> bool:
        return any(self.has_error(f"title_{code}") for code, _name in settings.LANGUAGES)

    def save(self, commit: bool = False) -> Opportunity:
        """Put what was written in the draft; nothing goes to the database."""
        kept = []
        for language, _name in settings.LANGUAGES:
            prose = self.prose(language)
            if prose["title"]:
                row = self.rows.get(language) or OpportunityText(language=language)
                row.title, row.body = prose["title"], prose["body"]
                kept.append(row)
        self.instance.texts.set(kept)
        return self.instance


def title_field(language: str) -> forms.CharField:
    """What stands on cards and in lists."""
    return forms.CharField(
        label=_("Titre"),
        max_length=160,
        required=False,
        widget=forms.TextInput(writing(language)),
        help_text=_("Ce que vous cherchez ou proposez, en une ligne."),
    )
