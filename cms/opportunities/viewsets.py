"""Opportunities in Wagtail's admin."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, TitleColumn

from cms.opportunities.models import Opportunity
from cms.publishing.admin_views import ReviewedViewSet


class OpportunityFilterSet(WagtailFilterSet):
    class Meta:
        model = Opportunity
        fields = ["live", "side", "operator", "visibility"]


TEXTS: list[Any] = [FieldPanel("language"), FieldPanel("title"), FieldPanel("body")]
SUBJECT: list[Any] = [
    FieldRowPanel([FieldPanel("operator"), FieldPanel("side")]),
    InlinePanel("texts", TEXTS, heading=_("Textes"), min_num=1, max_num=3),
]
NEEDS: list[Any] = [
    FieldPanel("modes"),
    FieldPanel("processes"),
    FieldPanel("categories"),
    FieldPanel("classes"),
    FieldPanel("required_credentials"),
    FieldRowPanel([FieldPanel("trl"), FieldPanel("volume_per_year"), FieldPanel("unit")]),
]
TERMS: list[Any] = [
    FieldRowPanel([FieldPanel("expires_on"), FieldPanel("visibility")]),
    MultiFieldPanel(
        [FieldPanel("include_countries"), FieldPanel("exclude_countries")], heading=_("Pays")
    ),
]


class DayColumn(Column):
    """A day as a date; Wagtail's own column says how long ago, and "just now" of one to come."""

    def get_value(self, instance: Opportunity) -> str:
        day = super().get_value(instance)
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""


class OpportunityViewSet(ReviewedViewSet):
    model = Opportunity
    icon = "pick"
    menu_label = _("Opportunités")
    menu_order = 210
    add_to_admin_menu = True
    list_display = [
        TitleColumn(
            "title", label=_("Titre"), url_name="wagtailsnippets_opportunities_opportunity:edit"
        ),
        Column("get_side_display", label=_("Nature"), sort_key="side"),
        Column("operator", label=_("Opérateur"), sort_key="operator__name"),
        DayColumn("published_on", label=_("Publiée le"), sort_key="published_on"),
        DayColumn("expires_on", label=_("Ouverte jusqu'au"), sort_key="expires_on"),
        # Its own label is put in words at import, in the language of the server.
        LiveStatusTagColumn(label=_("Statut")),
    ]
    filterset_class = OpportunityFilterSet
    search_fields = ["texts__title", "operator__name"]
    ordering = ["-created_at"]
    edit_handler = TabbedInterface(
        [
            ObjectList(SUBJECT, heading=_("Objet")),
            ObjectList(NEEDS, heading=_("Exigences")),
            ObjectList(TERMS, heading=_("Conditions")),
        ]
    )

    def get_queryset(self, request: Any) -> Any:
        return Opportunity.objects.with_children()
