"""A version against what is published, field by field, children too: Wagtail's own comparison."""

from typing import Any

from django.http import HttpRequest


def comparisons(row: Any, draft: Any, request: HttpRequest) -> list[Any]:
    """The fields that differ from what is published; all that are filled in a first version."""
    handler = type(row).snippet_viewset.get_edit_handler()
    panel = handler.get_bound_panel(instance=row, request=request, form=None)
    compare = panel.get_comparison()
    if row.first_published_at is None:
        return [found for found in (comp(draft, draft) for comp in compare) if is_filled(found)]
    return [found for found in (comp(row, draft) for comp in compare) if found.has_changed()]


def is_filled(comparison: Any) -> bool:
    """Whether the new version says anything in this field."""
    if comparison.is_child_relation:
        return bool(comparison.get_child_comparisons())
    return comparison.val_b not in (None, "", [])
