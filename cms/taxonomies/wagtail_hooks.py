"""The code lists in Wagtail's admin, and the search that its forms choose codes with."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.taxonomies.views import codes_find
from cms.taxonomies.viewsets import TaxonomiesGroup

register_snippet(TaxonomiesGroup)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """The address of the search of codes; Wagtail lets in only those who may use its admin."""
    return [path("codes/<str:vocabulary>/", codes_find, name="taxonomies_find")]
