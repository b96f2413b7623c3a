"""How messages are drawn."""

from django import template
from django.utils.safestring import SafeString

from matching.talk.linking import linked

register = template.Library()


@register.filter
def with_links(text: str) -> SafeString:
    """Plain text as safe HTML with links."""
    return linked(text)
