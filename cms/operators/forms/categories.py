"""The choice of device categories among thousands: by words or by code, with and without htmx."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.operators.categories import CategoryLine, category_lines, propose_categories
from cms.taxonomies.emdn import is_code
from cms.taxonomies.fields import CodesField
from cms.taxonomies.folding import fold
from cms.taxonomies.models import DeviceCategory
from frame.enumerating import enumerated


@dataclass(frozen=True)
class Picked:
    """What was sent: the codes ticked, and what stands in the search box."""

    codes: tuple[str, ...]
    words: str = ""

    @property
    def typed_codes(self) -> tuple[str, ...]:
        """The codes among the words, in upper case as the nomenclature writes them."""
        words = re.split(r"[\s,;،؛]+", self.words.upper())
        return tuple(word for word in words if is_code(word) and len(word) > 1)


class CategoryPicker(forms.Widget):
    """A search box over a list: what is ticked first, then what was found."""

    template_name = "operators/widgets/category_picker.html"
    # Lines read beforehand, where a page has many pickers.
    known: Mapping[str, CategoryLine] = {}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        codes = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return Picked(tuple(dict.fromkeys(codes)), str(data.get(f"{name}-words", "")).strip())

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-words" not in data and name not in data

    def format_value(self, value: Any) -> Any:
        return value

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        picked = value if isinstance(value, Picked) else Picked(tuple(value or ()))
        known = self._lines(picked.codes)
        found = [line for line in propose_categories(picked.words) if line.code not in known]
        context["widget"] |= {
            "chosen": list(known.values()),
            "found": found,
            "words": picked.words,
            "url": reverse("operators:category-list"),
        }
        return context

    def _lines(self, codes: tuple[str, ...]) -> dict[str, CategoryLine]:
        if all(code in self.known for code in codes):
            return {code: self.known[code] for code in codes}
        return category_lines(codes)


class CategoriesField(forms.Field):
    """Codes of the nomenclature; words left in the box must have led to one of those chosen.

    They led to it where its labels hold them, or where the list proposed it for what they mean.
    """

    widget = CategoryPicker
    default_error_messages = {
        "unknown": _("Catégories inconnues : %(codes)s"),
        "unchosen": _("Cochez dans la liste la catégorie voulue, ou videz la recherche."),
        "unfound": _("Aucune catégorie ne correspond à « %(words)s »."),
    }

    def clean(self, value: Picked) -> list[str]:
        codes = list(dict.fromkeys((*value.codes, *value.typed_codes)))
        known = self._known(codes)
        unknown = [code for code in codes if code not in known]
        if unknown:
            raise ValidationError(
                self.error_messages["unknown"], "unknown", {"codes": enumerated(unknown)[:200]}
            )
        if value.words and not value.typed_codes:
            self._refuse_loose_words(value.words, known)
        return codes

    def _known(self, codes: list[str]) -> dict[str, Any]:
        rows = DeviceCategory.objects.filter(code__in=codes)
        return {row.code: row for row in rows} if codes else {}

    def _refuse_loose_words(self, words: str, known: dict[str, Any]) -> None:
        parts = fold(words).split()
        for term in known.values():
            if all(part in fold(" ".join((term.code, *term.labels))) for part in parts):
                return
        proposed = propose_categories(words)
        if any(line.code in known for line in proposed):
            return
        if proposed:
            raise ValidationError(self.error_messages["unchosen"], "unchosen")
        raise ValidationError(self.error_messages["unfound"], "unfound", {"words": words[:80]})

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(initial or ()) != set(data.codes) or bool(data.words)


def categories_field(model: type, name: str = "categories") -> CategoriesField:
    """The form field for a model's field of category codes."""
    field: CodesField = model._meta.get_field(name)  # type: ignore[attr-defined]
    return CategoriesField(label=capfirst(field.verbose_name), required=False)
