"""Opportunities in Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from cms.opportunities.viewsets import OpportunityViewSet

register_snippet(OpportunityViewSet)
