"""The pages that the federation writes: the home page, help, privacy, guides and news."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.pages.overview import EXAMPLES, latest_opportunities, site_figures

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]


class TranslatedPage(Page):
    """A page of which each language has its own, at the same address under another prefix."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the addresses of the published translations; the frame's language links use them."""
        pages = [self, *self.get_translations().live().select_related("locale")]
        addresses = {page.locale.language_code: page.get_url(request) for page in pages}
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"alternates": addresses}


class HomePage(TranslatedPage):
    """What Wasl is, what is there, and the search."""

    lead = models.TextField(_("en deux phrases"), max_length=400)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.EditorialPage"]
    template = "pages/home_page.html"

    class Meta:
        verbose_name = _("page d'accueil")
        verbose_name_plural = _("pages d'accueil")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "figures": site_figures(request.user),
            "opportunities": latest_opportunities(request.user),
            "examples": EXAMPLES,
        }


class EditorialPage(TranslatedPage):
    """A text: help, privacy, a guide, a piece of news; it may have others under it."""

    summary = models.CharField(_("en une phrase"), max_length=200)
    body = RichTextField(_("texte"), features=TEXT_FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    parent_page_types = ["pages.HomePage", "pages.EditorialPage"]
    subpage_types = ["pages.EditorialPage"]
    template = "pages/editorial_page.html"

    class Meta:
        verbose_name = _("page éditoriale")
        verbose_name_plural = _("pages éditoriales")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        parents = self.get_ancestors().type(HomePage, EditorialPage).live()
        crumbs = [(crumb_of(parent), parent.get_url(request)) for parent in parents.specific()]
        return context | {
            "crumbs": [*crumbs, (self.title, "")],
            "children": EditorialPage.objects.child_of(self).live(),
        }


def crumb_of(page: Page) -> str:
    """What a page is called in the way to those under it."""
    return gettext("Accueil") if isinstance(page, HomePage) else page.title
