"""Where a company reads what became of its version."""

from typing import Any

from django.urls import reverse

from cms.opportunities.models import Opportunity


def company_address(snippet: Any, verdict: str) -> str:
    """The public page of what was approved; the draft of what was rejected."""
    if verdict == "approved":
        return snippet.get_absolute_url()
    if isinstance(snippet, Opportunity):
        return reverse("opportunities:opportunity-preview", args=[snippet.pk])
    return reverse("operators:operator-preview", args=[snippet.slug])
