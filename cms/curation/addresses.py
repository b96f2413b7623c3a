"""Where a company reads what became of its version."""

from typing import Any

from django.urls import reverse

from cms.opportunities.models import Opportunity


def company_address(snippet: Any, verdict: str) -> str:
    """The public page of what was approved; where to mend what was rejected."""
    if verdict == "approved":
        return snippet.get_absolute_url()
    if isinstance(snippet, Opportunity):
        return reverse("opportunities:opportunity-edit", args=[snippet.pk])
    return reverse("operators:operator-review", args=[snippet.slug])


def preview_address(snippet: Any) -> str:
    """The latest version as a reader would see it; for its members and for curators."""
    if isinstance(snippet, Opportunity):
        return reverse("opportunities:opportunity-preview", args=[snippet.pk])
    return reverse("operators:operator-preview", args=[snippet.slug])
