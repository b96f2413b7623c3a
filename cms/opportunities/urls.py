from django.urls import path

from cms.opportunities.views import own, show

app_name = "opportunities"
urlpatterns = [
    path("<int:pk>/", show.opportunity_show, name="opportunity-show"),
    path("<int:pk>/preview/", show.opportunity_preview, name="opportunity-preview"),
    path("<int:pk>/edit/", own.opportunity_edit, name="opportunity-edit"),
    path("<int:pk>/submit/", own.opportunity_submit, name="opportunity-submit"),
    path("<int:pk>/withdraw/", own.opportunity_withdraw, name="opportunity-withdraw"),
    path("<int:pk>/close/", own.opportunity_close, name="opportunity-close"),
    path("<int:pk>/reopen/", own.opportunity_reopen, name="opportunity-reopen"),
    path("of/<str:slug>/", own.opportunity_list, name="opportunity-list"),
    path("of/<str:slug>/new/", own.opportunity_create, name="opportunity-create"),
]
