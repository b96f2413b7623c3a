"""How codes are chosen in Wagtail's admin: by search, whatever the length of their list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse

from cms.taxonomies import lists


class CodesWidget(forms.SelectMultiple):
    """The chosen codes as ticked boxes, and a field that searches the list for more.

    Only the chosen ones are in the page: the device nomenclature alone has 8,454 codes.
    """

    template_name = "taxonomies/codes_widget.html"

    class Media:
        js = ["taxonomies/codes-controller.js"]
        css = {"all": ["taxonomies/codes.css"]}

    def __init__(self, vocabulary: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.vocabulary = vocabulary

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        base = forms.Widget.get_context(self, name, value, attrs)
        codes = list(value or [])
        labels = lists.labels_of(self.vocabulary, codes)
        chosen = [(code, labels.get(code, code)) for code in codes]
        url = reverse("taxonomies_find", args=[self.vocabulary])
        return base | {"chosen": chosen, "find_url": url}

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_


class CodeSelect(forms.Select):
    """One code of a short list; a retired one stays where it is chosen already."""

    def __init__(self, vocabulary: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.vocabulary = vocabulary
        # A callable is read anew at each use, in the language of then.
        self.choices: Any = self.offered

    def offered(self) -> Iterable[tuple[str, str]]:
        """An empty choice, then the list in the active language."""
        return [("", "---------"), *lists.choices(self.vocabulary)]

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        groups = super().optgroups(name, value, attrs)
        known = {code for code, _label in self.offered()}
        for code in set(value) - known:
            label = lists.label(self.vocabulary, code)
            option = self.create_option(name, code, label, True, len(groups))
            groups.append((None, [option], len(groups)))
        return groups
