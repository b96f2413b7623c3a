"""A web address as people type it."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.db import models


class WebsiteField(models.URLField):
    """`www.exemple.ma` becomes `https://www.exemple.ma`; only http and https are taken."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return f"https://{text}" if text and ":" not in text.split("/")[0] else text

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**({"assume_scheme": "https"} | kwargs))
