"""Forms over a snippet and its children, where a child may exist in the draft only."""

from typing import Any

from django import forms
from django.forms.models import ModelForm
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm


class DraftChildFormSet(BaseChildFormSet):
    """Rows of a draft, known by their key whether or not the database has them.

    Django's own formset looks each key up in the database, and refuses those of a draft.
    """

    def add_fields(self, form: ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        known = (
            form.instance.pk if index is not None and index < self.initial_form_count() else None
        )
        form.fields[self._pk_field.name] = forms.UUIDField(
            initial=known, required=False, widget=forms.HiddenInput
        )

    def _existing_object(self, pk: Any) -> Any:
        """The row of the draft; a key that it does not have makes a new row."""
        return {row.pk: row for row in self.get_queryset()}.get(pk) or self.model()

    def _construct_form(self, i: int, **kwargs: Any) -> ModelForm:
        key = f"{self.add_prefix(i)}-{self.model._meta.pk.name}"
        sent: Any = self.data
        if self.is_bound and i < self.initial_form_count() and not _is_key(sent.get(key)):
            self.data: Any = sent.copy()
            self.data[key] = ""
        return super()._construct_form(i, **kwargs)


def _is_key(value: str | None) -> bool:
    try:
        forms.UUIDField().clean(value)
    except forms.ValidationError:
        return False
    return True


class DraftForm(WagtailAdminModelForm):
    """The admin's form of a snippet with such children; models name it as `base_form_class`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        made = type(self)
        made.formsets = {name: _over_draft(cls) for name, cls in made.formsets.items()}
        super().__init__(*args, **kwargs)


def _over_draft(formset: type[BaseChildFormSet]) -> type[BaseChildFormSet]:
    """The formset class, able to hold rows of a draft."""
    if issubclass(formset, DraftChildFormSet):
        return formset
    return type(f"Draft{formset.__name__}", (DraftChildFormSet, formset), {})
