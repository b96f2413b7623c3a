"""The site's addresses. Pages for people carry their language: /fr/, /en/, /ar/."""

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.views.generic import TemplateView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from accounts.views import admin_login, home_redirect
from cms.pages.sitemaps import SITEMAPS
from cms.pages.views import robots
from config import health
from search.requests import OPERATORS, OPPORTUNITIES
from search.results.views import kind_show

handler500 = "frame.views.server_error"

urlpatterns = [
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("frame/", include("frame.urls")),
    path("admin/login/", admin_login),
    path("admin/logout/", account_views.logout),
    path("admin/", include(wagtailadmin_urls)),
    path("", home_redirect, name="home-redirect"),
]

urlpatterns += i18n_patterns(
    path("dashboard/", include("dashboard.urls")),
    path("operators/", kind_show, {"kind": OPERATORS}),
    path("opportunities/", kind_show, {"kind": OPPORTUNITIES}),
    path("operators/", include("cms.operators.urls")),
    path("opportunities/", include("cms.opportunities.urls")),
    path("search/", include("search.results.urls")),
    path("saved/", include("search.saved.urls")),
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

# The federation's pages come last: they take every address that nobody else has.
urlpatterns += i18n_patterns(path("", include(wagtail_urls)))
