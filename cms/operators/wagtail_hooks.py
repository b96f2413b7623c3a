"""Operators in Wagtail's admin."""

from wagtail.snippets.models import register_snippet

from cms.operators.viewsets import OperatorViewSet

register_snippet(OperatorViewSet)
