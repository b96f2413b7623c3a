"""The second step: what an operator says of itself, in one language or more."""

from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cms.operators.models import Operator, OperatorText

RTL_LANGUAGES = frozenset(settings.LANGUAGES_BIDI)


def writing(language: str) -> dict[str, str]:
    """The attributes of a box in which a language is written."""
    return {"lang": language, "dir": "rtl" if language in RTL_LANGUAGES else "ltr"}


class ProseTabs:
    """For a form with the fields `names` once a language: `summary_fr`, `summary_en`, ..."""

    names: tuple[str, ...]
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def tabs(self) -> list[dict[str, Any]]:
        """Each language with its fields, whether something is written and whether it errs."""
        return [self._tab(code, name) for code, name in settings.LANGUAGES]

    def _tab(self, code: str, name: str) -> dict[str, Any]:
        bound: list[BoundField] = [self[f"{field}_{code}"] for field in self.names]  # type: ignore[index]
        return {
            "code": code,
            "name": name,
            "fields": bound,
            "is_written": any(field.value() for field in bound),
            "has_errors": any(field.errors for field in bound),
        }

    def prose(self, language: str) -> dict[str, str]:
        """What was written in a language, by name of the field."""
        return {name: self.cleaned_data[f"{name}_{language}"].strip() for name in self.names}


class ProseForm(ProseTabs, forms.Form):
    """A sentence and a presentation in each language; an emptied language goes."""

    names = ("summary", "body")

    def __init__(
        self, data: Any = None, files: Any = None, *, instance: Operator, **kwargs: Any
    ) -> None:
        self.instance = instance
        self.rows = {text.language: text for text in instance.texts.all()}
        super().__init__(data, files, initial=self._written(), **kwargs)
        for language, _name in settings.LANGUAGES:
            self.fields[f"summary_{language}"] = summary_field(language)
            self.fields[f"body_{language}"] = body_field(language, label=_("Présentation"))

    def _written(self) -> dict[str, str]:
        return {
            f"{name}_{language}": getattr(row, name)
            for language, row in self.rows.items()
            for name in self.names
        }

    def save(self, commit: bool = False) -> Operator:
        """Put what was written in the draft; nothing goes to the database."""
        kept = []
        for language, _name in settings.LANGUAGES:
            prose = self.prose(language)
            if any(prose.values()):
                row = self.rows.get(language) or OperatorText(language=language)
                row.summary, row.body = prose["summary"], prose["body"]
                kept.append(row)
        self.instance.texts.set(kept)
        return self.instance


def summary_field(language: str) -> forms.CharField:
    """One sentence, as it stands on cards and in lists."""
    return forms.CharField(
        label=_("En une phrase"),
        max_length=200,
        required=False,
        widget=forms.TextInput(writing(language)),
        help_text=_("Ce que vous faites, pour qui. 200 caractères au plus."),
    )


def body_field(language: str, *, label: Any) -> forms.CharField:
    """The prose itself, under the name that the page gives it."""
    return forms.CharField(
        label=label,
        max_length=8000,
        required=False,
        widget=forms.Textarea(writing(language) | {"rows": "8"}),
    )
