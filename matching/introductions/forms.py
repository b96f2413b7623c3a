"""Forms of introductions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.operators.models import Operator
from cms.operators.querysets import OperatorQuerySet
from matching.introductions.models import MESSAGE_MAX, WORDS_MAX, Introduction


class AskForm(forms.Form):
    """A few lines to the other operator, in the name of one of the person's own."""

    asker: forms.ModelChoiceField[Operator] = forms.ModelChoiceField(
        queryset=Operator.objects.none(), label=_("Au nom de"), empty_label=None
    )
    message = forms.CharField(
        label=_("Votre message"),
        max_length=MESSAGE_MAX,
        help_text=_(
            "Qui vous êtes, ce que vous cherchez, ce que vous proposez. L'autre opérateur "
            "le lit avec votre profil avant de répondre."
        ),
        error_messages={
            "required": _("Écrivez quelques lignes : c'est ce que l'autre opérateur lira d'abord."),
            "max_length": _(
                "Le message compte %(show_value)s caractères ; %(limit_value)s au plus."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )

    def __init__(self, *args: Any, operators: OperatorQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["asker"]
        field.queryset = operators  # type: ignore[attr-defined]
        if operators.count() == 1:
            field.widget = forms.HiddenInput()
            # Here, not on the field: what the view prefers would win there, even nobody.
            self.initial["asker"] = operators.get().pk


class DeclineForm(forms.ModelForm[Introduction]):
    """Why an introduction is declined; the asker reads it."""

    class Meta:
        model = Introduction
        fields = ["reason", "words"]
        widgets = {
            "reason": forms.RadioSelect,
            "words": forms.Textarea(attrs={"rows": 3, "dir": "auto", "maxlength": WORDS_MAX}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.required = True
        reason.choices = Introduction.Reason.choices  # type: ignore[attr-defined]
        reason.error_messages["required"] = _("Choisissez une raison : l'autre opérateur la lira.")
        self.fields["words"].help_text = _("Quelques mots, si vous le souhaitez.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == Introduction.Reason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Dites en quelques mots de quoi il s'agit."))
        return cleaned
