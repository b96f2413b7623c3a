"""Whom an operator must not be suggested.

Suggestions know whom its people have set aside; blocks and introductions belong to higher apps,
which say it through Wagtail's hook `barred_operators`: functions that take the operator and give
the keys of others.
"""

from wagtail import hooks

from cms.operators.models import Operator
from matching.suggestions.models import SuggestionFeedback


def barred_keys(operator: Operator, *, about: int = 0) -> frozenset[str]:
    """Keys of operators not to be suggested to `operator`, about an opportunity or about none."""
    given = (hook(operator) for hook in hooks.get_hooks("barred_operators"))
    barred = {str(key) for keys in given for key in keys}
    dismissed = SuggestionFeedback.objects.given_by(operator, about=about).dismissed()
    return frozenset(barred | {str(key) for key in dismissed.values_list("candidate", flat=True)})
