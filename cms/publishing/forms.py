"""What a curator fills in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RejectionForm(forms.Form):
    """Why a version is sent back; the company reads it as it is written here."""

    comment = forms.CharField(
        label=_("Motif du rejet"),
        help_text=_(
            "L'entreprise lira ce texte tel quel : dites ce qui manque et comment y remédier."
        ),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )
