"""What the first publication sets."""

from typing import Any

from django.utils import timezone

from cms.opportunities.models import Opportunity


def date_publication(*, instance: Opportunity, **signal: Any) -> None:
    """Date an opportunity with the day in Casablanca on which it was first published."""
    if instance.published_on is None:
        instance.published_on = timezone.localdate(instance.first_published_at)
        Opportunity.objects.filter(pk=instance.pk).update(published_on=instance.published_on)
