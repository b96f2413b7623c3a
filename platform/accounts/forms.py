"""What people write about themselves: at sign-up and in their settings."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import validate_name
from frame.languages import reader_language


def name_field(label: Any, autocomplete: str) -> forms.CharField:
    """One part of a person's name, which browsers may fill in."""
    return forms.CharField(
        label=label,
        max_length=80,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


class SignupForm(forms.Form):
    """What Wasl asks beside the e-mail address and the password, which allauth asks for."""

    field_order = (
        "email",
        "first_name",
        "last_name",
        "job_title",
        "language",
        "password1",
        "terms",
    )

    first_name = name_field(_("Prénom"), "given-name")
    last_name = name_field(_("Nom de famille"), "family-name")
    job_title = forms.CharField(
        label=_("Fonction"),
        max_length=120,
        required=False,
        validators=[validate_name],
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    language = forms.ChoiceField(
        label=_("Langue de Wasl et de ses e-mails"), choices=settings.LANGUAGES
    )
    terms = forms.BooleanField(
        label=_("J'accepte les conditions d'utilisation et la politique de confidentialité")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = reader_language()
        self.fields["language"].initial = language
        self.fields["terms"].help_text = format_html(
            '<a href="/{}/privacy/">{}</a>', language, _("Ce que Wasl garde, et pourquoi")
        )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep what allauth does not know of; called by allauth for a new address only."""
        user.language = self.cleaned_data["language"]
        user.job_title = self.cleaned_data["job_title"]
        user.terms_accepted = timezone.now()
        user.save(update_fields=["language", "job_title", "terms_accepted"])


class ProfileForm(forms.ModelForm[User]):
    """How a person is named, and in which language Wasl speaks to them."""

    first_name = name_field(_("Prénom"), "given-name")
    last_name = name_field(_("Nom de famille"), "family-name")

    class Meta:
        model = User
        fields = ["first_name", "last_name", "job_title", "language"]
        labels = {"job_title": _("Fonction"), "language": _("Langue de Wasl et de ses e-mails")}
        widgets = {
            "job_title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }


class CloseForm(forms.Form):
    """The word of a person who leaves."""

    sure = forms.BooleanField(
        label=_("Je comprends que mon compte et mes données seront effacés pour de bon")
    )
