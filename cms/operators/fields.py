"""Fields of a profile: a web address as people type it, and an evidence file."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.operators.evidence import ACCEPT


class WebsiteField(models.URLField):
    """`www.exemple.ma` becomes `https://www.exemple.ma`; only http and https are taken."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return f"https://{text}" if text and ":" not in text.split("/")[0] else text

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**({"assume_scheme": "https"} | kwargs))


class EvidenceInput(forms.ClearableFileInput):
    """Says which file is there; it has no address of its own, a view asks who reads."""

    template_name = "operators/widgets/evidence.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACCEPT} | (attrs or {}))

    def is_initial(self, value: Any) -> bool:
        return bool(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        row = getattr(value, "instance", None)
        context["widget"]["file_name"] = getattr(row, "evidence_name", "") or ""
        return context


class EvidenceField(models.FileField):
    """A private file whose own name, of any length and script, is kept beside it."""

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        help_text = _("PDF, PNG ou JPEG, 10 Mo au plus.")
        ours = {"widget": EvidenceInput, "max_length": None, "help_text": help_text}
        return super().formfield(**(kwargs | ours))
