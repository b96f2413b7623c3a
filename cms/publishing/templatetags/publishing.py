"""What a company reads before it submits."""

from django import template
from django.utils.translation import ngettext
from wagtail import hooks

register = template.Library()


@register.simple_tag
def review_promise() -> str:
    """The delay that the federation promises, in a sentence; empty where none is published.

    Whoever keeps the delay gives it by the hook `review_delay`: a callable without arguments
    that returns working days.
    """
    days = next((hook() for hook in hooks.get_hooks("review_delay")), None)
    if days is None:
        return ""
    return ngettext(
        "La fédération répond sous %(days)d jour ouvré.",
        "La fédération répond sous %(days)d jours ouvrés.",
        days,
    ) % {"days": days}
