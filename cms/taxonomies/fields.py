"""A model field that holds codes of one list, and the form field that chooses among them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.taxonomies import lists
from frame.enumerating import enumerated


class CodesFormField(forms.TypedMultipleChoiceField):
    """Several codes of a list, kept in the order of the list.

    A form may name codes in `kept` that stay valid though the list lacks them.
    """

    def __init__(self, *, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        self.kept: frozenset[str] = frozenset()
        kwargs.setdefault("choices", lambda: lists.choices(vocabulary))
        super().__init__(coerce=str, empty_value=[], **kwargs)

    def valid_value(self, value: str) -> bool:
        return value in self.kept or lists.has(self.vocabulary, value)

    def has_changed(self, initial: Iterable[str] | None, data: Iterable[str] | None) -> bool:
        return set(initial or ()) != set(data or ())


class CodesField(models.JSONField):
    """A list of distinct codes of the vocabulary named (see `lists.VOCABULARIES`)."""

    def __init__(self, *args: Any, vocabulary: str = "", **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "vocabulary": self.vocabulary}

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list):
            raise ValidationError(_("Donnez une liste de codes."))
        unknown = [code for code in value if not lists.has(self.vocabulary, str(code))]
        if unknown:
            raise ValidationError(
                _("Codes inconnus : %(codes)s"), params={"codes": enumerated(unknown)}
            )

    def formfield(self, **kwargs: Any) -> forms.Field:
        return CodesFormField(
            vocabulary=self.vocabulary,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=self.help_text,
            required=not self.blank,
            **{name: kwargs[name] for name in ("widget",) if name in kwargs},
        )
