"""The form of a saved search."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from search.requests import SearchRequest
from search.saved.models import SavedSearch

MOST_SEARCHES = 50


class SavedSearchForm(forms.ModelForm):
    """Name and rhythm; a name is used once a person."""

    class Meta:
        model = SavedSearch
        fields = ["name", "rhythm"]
        widgets = {"name": forms.TextInput(attrs={"dir": "auto"})}

    def __init__(
        self, *args: Any, user: User, asked: SearchRequest | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.asked = user, asked

    def clean_name(self) -> str:
        """Refuse the name of another search; the same one sent twice is the same search."""
        name: str = self.cleaned_data["name"]
        others = SavedSearch.objects.of(self.user).exclude(pk=self.instance.pk)
        if any(search.asked != self.asked for search in others.filter(name=name)):
            raise ValidationError(_("Vous avez déjà une recherche de ce nom."))
        return name

    def clean(self) -> dict[str, Any] | None:
        """Refuse more searches than a person can follow; the same one again is not one more."""
        others = SavedSearch.objects.of(self.user).exclude(name=self.cleaned_data.get("name"))
        if self.instance.pk is None and others.count() >= MOST_SEARCHES:
            raise ValidationError(
                _("Vous avez déjà %(count)s recherches enregistrées : supprimez-en une."),
                params={"count": MOST_SEARCHES},
            )
        return super().clean()
