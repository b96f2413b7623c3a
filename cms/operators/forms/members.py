"""Who joins an operator, and as what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.operators.models import Membership


class RoleForm(forms.Form):
    """One of the roles."""

    role = forms.ChoiceField(label=_("Rôle"), choices=Membership.Role.choices)


class InvitationForm(RoleForm):
    """An address to write to, and the role that it is offered."""

    email = forms.EmailField(
        label=_("Adresse e-mail"),
        max_length=254,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "off"}),
    )
    field_order = ("email", "role")
