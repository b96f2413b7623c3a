"""The form of one group's preference."""

from django import forms

from notifications.models import NotificationPreference


class PreferenceForm(forms.ModelForm[NotificationPreference]):
    class Meta:
        model = NotificationPreference
        fields = ["in_app", "mail", "frequency"]
        widgets = {"frequency": forms.Select}
