"""The site's addresses. Pages for people carry their language: /fr/, /en/, /ar/."""

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import TemplateView
from wagtail.admin import urls as wagtailadmin_urls

from accounts.views import admin_login, home_redirect
from config import health

urlpatterns = [
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("frame/", include("frame.urls")),
    path("admin/login/", admin_login),
    path("admin/logout/", account_views.logout),
    path("admin/", include(wagtailadmin_urls)),
    path("", home_redirect, name="home-redirect"),
]

urlpatterns += i18n_patterns(
    path("dashboard/", include("dashboard.urls")),
    path("operators/", include("cms.operators.urls")),
    path("opportunities/", include("cms.opportunities.urls")),
    path("search/", include("search.results.urls")),
    path("accounts/", include("allauth.urls")),
    path("settings/", include("accounts.urls")),
    path("notifications/", include("notifications.urls")),
    path("suggestions/", include("matching.suggestions.urls")),
    path("introductions/", include("matching.introductions.urls")),
    path("conversations/", include("matching.talk.urls")),
)

if settings.DEBUG:
    # Every component on one page, for whoever builds or checks the look (docs/components.md).
    urlpatterns += i18n_patterns(path("kit/", TemplateView.as_view(template_name="kit.html")))

if settings.HAS_MAILBOX:
    urlpatterns += i18n_patterns(path("mailbox/", include("postbox.urls")))
