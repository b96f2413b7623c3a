"""Codes in Wagtail's edit forms and comparisons: as labels, never as bare codes."""

from functools import partial
from typing import Any

from django.utils.html import escape
from wagtail.admin.compare import FieldComparison, TextDiff, register_comparison_class
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.panels import FieldPanel

from cms.taxonomies import lists
from cms.taxonomies.fields import CodesField
from cms.taxonomies.widgets import CodeSelect, CodesWidget
from frame.enumerating import comma, enumerated


class CodeComparison(FieldComparison):
    """Two values of a field that holds one code."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any, *, vocabulary: str) -> None:
        super().__init__(field, obj_a, obj_b)
        codes = [field.value_from_object(obj) or "" for obj in (obj_a, obj_b)]
        known = lists.labels_of(vocabulary, filter(None, codes))
        self.val_a, self.val_b = (known.get(code, code) for code in codes)


class CodesComparison(FieldComparison):
    """Two lists of codes: what both have, what went, what came."""

    def __init__(self, field: CodesField, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.vocabulary = field.vocabulary

    def has_changed(self) -> bool:
        return set(self.val_a or ()) != set(self.val_b or ())

    def htmldiff(self) -> Any:
        before, after = list(self.val_a or ()), list(self.val_b or ())
        known = lists.labels_of(self.vocabulary, [*before, *after])
        if not self.has_changed():
            return escape(enumerated(known.get(code, code) for code in after))
        kinds = [("equal" if code in after else "deletion", code) for code in before]
        kinds += [("addition", code) for code in after if code not in before]
        changes = [(kind, known.get(code, code)) for kind, code in kinds]
        return TextDiff(changes, separator=comma()).to_html()


class CodePanel(FieldPanel):
    """A field that holds one code of `vocabulary`."""

    def __init__(self, field_name: str, vocabulary: str = "", **kwargs: Any) -> None:
        super().__init__(field_name, **({"widget": CodeSelect(vocabulary)} | kwargs))
        self.vocabulary = vocabulary

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"vocabulary": self.vocabulary}

    def get_comparison_class(self) -> Any:
        return partial(CodeComparison, vocabulary=self.vocabulary)


def register_codes_field() -> None:
    """Tell Wagtail's forms and comparisons of CodesField."""
    register_form_field_override(
        CodesField, override=lambda field: {"widget": CodesWidget(field.vocabulary)}
    )
    register_comparison_class(CodesField, comparison_class=CodesComparison)
