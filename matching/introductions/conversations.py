"""Where the two sides of an accepted introduction write to each other.

The conversations are of a higher app, which answers the hook `introduction_conversation_url`.
"""

from wagtail import hooks

from matching.introductions.models import Introduction


def conversation_url(introduction: Introduction) -> str:
    """The address of the conversation, or "" while there is none."""
    if introduction.state != Introduction.State.ACCEPTED:
        return ""
    given = (hook(introduction) for hook in hooks.get_hooks("introduction_conversation_url"))
    return next(filter(None, given), "")
