from django.urls import path, register_converter
from django.urls.converters import StringConverter

from matching.suggestions.views import choices, lists


class OperatorSlugConverter(StringConverter):
    """An operator's address: letters of any script, digits, hyphens; nothing a database refuses."""

    regex = r"[-\w]+"


register_converter(OperatorSlugConverter, "operator_slug")

app_name = "suggestions"
urlpatterns = [
    path("", lists.suggestion_list, name="suggestion-list"),
    path("opportunities/<int:pk>/", lists.opportunity_suggestions, name="opportunity-suggestions"),
    path(
        "<operator_slug:operator>/<operator_slug:candidate>/open/",
        choices.suggestion_open,
        name="suggestion-open",
    ),
    path(
        "<operator_slug:operator>/<operator_slug:candidate>/dismiss/",
        choices.suggestion_dismiss,
        name="suggestion-dismiss",
    ),
    path(
        "<operator_slug:operator>/<operator_slug:candidate>/restore/",
        choices.suggestion_restore,
        name="suggestion-restore",
    ),
]
