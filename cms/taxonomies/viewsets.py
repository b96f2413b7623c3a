"""The code lists in Wagtail's admin."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.taxonomies.fields import CodesFormField
from cms.taxonomies.models import Concept, CooperationMode, DeviceCategory, Process, Standard
from cms.taxonomies.widgets import CodesWidget
from frame.enumerating import enumerated

LABELS = MultiFieldPanel(
    [FieldPanel("label_fr"), FieldPanel("label_en"), FieldPanel("label_ar")],
    heading=_("Libellés"),
)
RETIRED = FieldPanel(
    "is_retired",
    help_text=_("Un code retiré n'est plus proposé ; il reste lisible là où il est employé."),
)


def filters_of(term: type[Any], *names: str) -> type[WagtailFilterSet]:
    """A filter set over some fields of a code list."""
    meta = type("Meta", (), {"model": term, "fields": [*names, "is_retired"]})
    return type(f"{term.__name__}FilterSet", (WagtailFilterSet,), {"Meta": meta})


class TermViewSet(SnippetViewSet):
    """A code list: search by code and by label in any language, retire rather than delete."""

    icon = "list-ul"
    list_display = [
        "code",
        "label_fr",
        "label_en",
        "label_ar",
        BooleanColumn("is_retired", label=_("Retiré")),
    ]
    search_fields = ["code", "label_fr", "label_en", "label_ar"]
    search_backend_name = None
    list_per_page = 50
    ordering = ["position", "code"]
    panels = [FieldPanel("code"), LABELS, FieldRowPanel([FieldPanel("position"), RETIRED])]


class ProcessViewSet(TermViewSet):
    model = Process
    filterset_class = filters_of(Process, "group")
    panels = [FieldPanel("group"), *TermViewSet.panels]


class CooperationModeViewSet(TermViewSet):
    model = CooperationMode
    filterset_class = filters_of(CooperationMode)


class StandardViewSet(TermViewSet):
    model = Standard
    filterset_class = filters_of(Standard, "kind")
    panels = [FieldPanel("kind"), *TermViewSet.panels]


class DeviceCategoryViewSet(TermViewSet):
    """The tree itself comes from `import_emdn`; here its labels are written."""

    model = DeviceCategory
    ordering = ["code"]
    filterset_class = filters_of(DeviceCategory, "level", "is_terminal")
    panels = [
        FieldPanel("code", read_only=True),
        MultiFieldPanel(
            [
                FieldPanel("label_fr"),
                FieldPanel("label_en", help_text=_("Repris de l'EMDN à chaque import.")),
                FieldPanel("label_ar"),
            ],
            heading=_("Libellés"),
        ),
        RETIRED,
    ]
    copy_view_enabled = False


class ConceptForm(WagtailAdminModelForm):
    """A concept; it may keep codes of the nomenclature that this site has not imported."""

    categories = CodesFormField(
        vocabulary="categories",
        widget=CodesWidget("categories"),
        required=False,
        label=_("Catégories de dispositifs"),
        help_text=_("Les branches proposées à qui écrit l'un de ces termes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].kept = frozenset(self.instance.categories)


class TermsColumn(Column):
    """The terms of a cell, one a line, in a row."""

    def get_value(self, instance: Concept) -> str:
        return enumerated(str(super().get_value(instance)).splitlines())


def terms_column(name: str) -> TermsColumn:
    """A column over a field of terms, named as the field."""
    label = Concept._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return TermsColumn(name, label=capfirst(label))


class ConceptViewSet(SnippetViewSet):
    """The thesaurus: what a thing is called, in three languages; search applies it at once."""

    model = Concept
    icon = "list-ul"
    list_display = [
        "code",
        *map(terms_column, ("terms_fr", "terms_en", "terms_ar", "abbreviations")),
    ]
    list_filter = ["is_retired"]
    search_fields = ["code", "terms_fr", "terms_en", "terms_ar", "abbreviations"]
    search_backend_name = None
    list_per_page = 50
    ordering = ["code"]
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            MultiFieldPanel(
                [
                    FieldPanel("terms_fr"),
                    FieldPanel("terms_en"),
                    FieldPanel("terms_ar"),
                    FieldPanel("abbreviations"),
                ],
                heading=_("Termes, un par ligne"),
            ),
            FieldPanel("categories"),
            FieldPanel("is_retired", help_text=_("La recherche n'emploie plus un concept retiré.")),
        ],
        base_form_class=ConceptForm,
    )


class TaxonomiesGroup(SnippetViewSetGroup):
    """All code lists under one menu entry."""

    items = (
        ProcessViewSet,
        CooperationModeViewSet,
        StandardViewSet,
        DeviceCategoryViewSet,
        ConceptViewSet,
    )
    menu_icon = "list-ul"
    menu_label = _("Nomenclatures")
    menu_name = "taxonomies"
    menu_order = 400
