"""What search engines may find, each page with its languages."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Locale, Page

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from cms.pages.models import EditorialPage, HomePage


class PublicSitemap(Sitemap[Any]):
    """Pages that exist in every language, at the same address under another prefix."""

    i18n = True
    alternates = True
    x_default = True
    limit = 2000

    def lastmod(self, item: Any) -> datetime | None:
        return item.last_published_at


class OperatorSitemap(PublicSitemap):
    def items(self) -> QuerySet[Operator]:
        return Operator.objects.visible_to(AnonymousUser()).order_by("pk")


class OpportunitySitemap(PublicSitemap):
    def items(self) -> QuerySet[Opportunity]:
        return Opportunity.objects.visible_to(AnonymousUser()).open().order_by("pk")


class PageSitemap(PublicSitemap):
    """The federation's pages, in those languages that each has."""

    def items(self) -> list[Page]:
        pages = Page.objects.live().public().filter(locale=Locale.get_default())
        return list(pages.type(HomePage, EditorialPage).order_by("path"))

    def get_languages_for_item(self, item: Page) -> list[str]:
        codes = item.get_translations(inclusive=True).live().values_list("locale__language_code")
        return [code for (code,) in codes.order_by("locale")]

    def location(self, item: Page) -> str:
        return item.localized.get_url()


SITEMAPS = {
    "pages": PageSitemap,
    "operators": OperatorSitemap,
    "opportunities": OpportunitySitemap,
}
