"""What is said when a suggestion is set aside."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.suggestions.models import SuggestionFeedback


class DismissForm(forms.Form):
    """Why a suggestion does not fit."""

    reason = forms.ChoiceField(
        label=_("Pourquoi l'écarter ?"),
        choices=SuggestionFeedback.Reason.choices,
        initial=SuggestionFeedback.Reason.ACTIVITY,
    )
