from django.urls import path

from matching.suggestions.views import choices, lists

app_name = "suggestions"
urlpatterns = [
    path("", lists.suggestion_list, name="suggestion-list"),
    path("opportunities/<int:pk>/", lists.opportunity_suggestions, name="opportunity-suggestions"),
    path("<str:operator>/<str:candidate>/open/", choices.suggestion_open, name="suggestion-open"),
    path(
        "<str:operator>/<str:candidate>/dismiss/",
        choices.suggestion_dismiss,
        name="suggestion-dismiss",
    ),
    path(
        "<str:operator>/<str:candidate>/restore/",
        choices.suggestion_restore,
        name="suggestion-restore",
    ),
]
