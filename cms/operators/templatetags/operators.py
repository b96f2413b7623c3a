"""Filters of the pages of operators and opportunities."""

from typing import Any

from babel import Locale
from babel.numbers import format_decimal
from django import template

from cms.operators.current import my_memberships
from cms.operators.models import Operator
from cms.operators.navigation import operator_tabs
from frame.languages import reader_language

register = template.Library()


@register.filter
def grouped(number: int) -> str:
    """A whole number with its thousands apart, as the language writes them in Morocco."""
    locale = {"fr": "fr_MA", "ar": "ar_MA"}.get(reader_language(), "en")
    return format_decimal(number, locale=locale)


@register.filter
def bare_address(url: str) -> str:
    """A web address as people say it: no scheme, no final slash."""
    return url.partition("://")[2].rstrip("/") or url


@register.filter
def spoken_name(code: str) -> str:
    """The name of a language inside a sentence in the reader's language."""
    names = Locale(reader_language()).languages
    return str(names.get(code, code))


@register.inclusion_tag("operators/_workplace_tabs.html", takes_context=True)
def workplace(context: template.Context, operator: Operator, here: str) -> dict[str, Any]:
    """The operator that the reader works for, a way to another one, and the tabs about it."""
    request = context["request"]
    others = [part.operator for part in my_memberships(request) if part.operator_id != operator.pk]
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "operator": operator,
        "others": others,
        "tabs": operator_tabs(request, operator),
        "here": here,
    }
