"""Operators in Wagtail's admin."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn

from cms.operators.fragments import fragments
from cms.operators.models import Operator
from cms.publishing.admin_views import ReviewedViewSet
from cms.taxonomies import lists
from cms.taxonomies.panels import CodePanel


class CredentialStatePanel(Panel):
    """The evidence of a credential and what the federation has found of it; nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "operators/admin/credential_state.html"

        def is_shown(self) -> bool:
            return bool(self.instance and self.instance.operator_id)

        @cached_property
        def actions(self) -> list[SafeString]:
            """What higher apps offer to do with this credential."""
            return fragments("credential_actions", self.request, self.instance)


class CountryColumn(Column):
    """The country's name in the reader's language."""

    def get_value(self, instance: Operator) -> str:
        return lists.label("countries", instance.country)


class OperatorFilterSet(WagtailFilterSet):
    class Meta:
        model = Operator
        fields = ["live", "type", "visibility", "steward", "source"]


IDENTITY: list[Any] = [
    FieldRowPanel([FieldPanel("name"), FieldPanel("name_ar")]),
    FieldPanel("slug"),
    FieldPanel("type"),
    CodePanel("country", "countries"),
    FieldRowPanel([CodePanel("region", "regions"), FieldPanel("city")]),
    FieldRowPanel([FieldPanel("employees"), FieldPanel("founded")]),
    FieldRowPanel([FieldPanel("website"), FieldPanel("email"), FieldPanel("phone")]),
    FieldPanel("languages"),
]
TEXTS: list[Any] = [FieldPanel("language"), FieldPanel("summary"), FieldPanel("body")]
CAPABILITIES: list[Any] = [
    CodePanel("process", "processes"),
    FieldPanel("categories"),
    FieldPanel("classes"),
    FieldRowPanel([FieldPanel("scale"), FieldPanel("capacity_per_year"), FieldPanel("unit")]),
    FieldPanel("note"),
]
CREDENTIALS: list[Any] = [
    CredentialStatePanel(),
    CodePanel("standard", "standards"),
    FieldRowPanel([FieldPanel("number"), FieldPanel("issuer")]),
    FieldPanel("scope"),
    FieldPanel("categories"),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
]
PARTNERSHIP: list[Any] = [
    MultiFieldPanel([FieldPanel("seeks"), FieldPanel("offers")], heading=_("Coopération")),
    MultiFieldPanel([FieldPanel("markets"), FieldPanel("exclude_countries")], heading=_("Pays")),
]


class OperatorViewSet(ReviewedViewSet):
    model = Operator
    icon = "group"
    menu_label = _("Opérateurs")
    menu_order = 200
    add_to_admin_menu = True
    list_display = [
        "name",
        Column("get_type_display", label=_("Type"), sort_key="type"),
        CountryColumn("country", label=_("Pays"), sort_key="country"),
        "city",
        # Their own labels are put in words at import, in the language of the server.
        LiveStatusTagColumn(label=_("Statut")),
        UpdatedAtColumn(label=_("Mis à jour")),
    ]
    filterset_class = OperatorFilterSet
    search_fields = ["name", "name_ar", "city", "email"]
    ordering = ["name"]
    edit_handler = TabbedInterface(
        [
            ObjectList(IDENTITY, heading=_("Identité")),
            ObjectList(
                [InlinePanel("texts", TEXTS, heading=_("Textes"), max_num=3)], heading=_("Textes")
            ),
            ObjectList(
                [InlinePanel("capabilities", CAPABILITIES, heading=_("Savoir-faire"))],
                heading=_("Savoir-faire"),
            ),
            ObjectList(
                [InlinePanel("credentials", CREDENTIALS, heading=_("Certificats"))],
                heading=_("Certificats"),
            ),
            ObjectList(PARTNERSHIP, heading=_("Partenariats")),
            ObjectList([FieldPanel("visibility"), FieldPanel("steward")], heading=_("Suivi")),
        ]
    )
