"""What other apps add to the pages of an operator, through Wagtail's hooks."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail import hooks


def fragments(name: str, request: HttpRequest, subject: Any) -> list[SafeString]:
    """The non-empty pieces of safe HTML that the hooks `name` give for `subject`, in order."""
    given = (hook(request, subject) for hook in hooks.get_hooks(name))
    return [mark_safe(html) for html in given if html]
