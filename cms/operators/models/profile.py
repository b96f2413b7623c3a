"""Operators and what belongs to them.

An operator is a Wagtail snippet: draft, workflow, lock, preview, history. Its prose,
capabilities and credentials are its children and travel in the same revision, so a draft of a
profile never touches what is published. Memberships and verifications are facts, not prose:
they stand beside the revisions.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cms.operators.fields import WebsiteField
from cms.operators.querysets import OperatorQuerySet
from cms.taxonomies.atomic import AtomicSaveModel
from cms.taxonomies.child_forms import DraftForm
from cms.taxonomies.children import RevisedChild
from cms.taxonomies.choices import OperatorType, Scale, Visibility
from cms.taxonomies.fields import CodesField
from cms.taxonomies.prose import ProseMixin
from frame.languages import reader_language


def keep_facts(row: Any, draft: Any) -> Any:
    """Give `draft` the values that `row` has today in its model's `facts`."""
    for name in row.facts:
        setattr(draft, name, getattr(row, name))
    return draft


class Operator(
    ProseMixin,
    AtomicSaveModel,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A company, laboratory, training centre or institution; Moroccan or foreign."""

    name = models.CharField(_("nom"), max_length=200)
    name_ar = models.CharField(_("nom en arabe"), max_length=200, blank=True)
    slug = models.SlugField(_("adresse"), max_length=220, unique=True, allow_unicode=True)
    type = models.CharField(_("type"), max_length=30, choices=OperatorType.choices)
    country = models.CharField(_("pays"), max_length=2, default="MA")
    region = models.CharField(_("région"), max_length=6, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    employees = models.PositiveIntegerField(_("effectif"), null=True, blank=True)
    founded = models.PositiveSmallIntegerField(_("année de création"), null=True, blank=True)
    website = WebsiteField(_("site web"), blank=True)
    email = models.EmailField(_("adresse e-mail de contact"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    languages = CodesField(_("langues de travail"), vocabulary="languages")
    markets = CodesField(_("marchés servis"), vocabulary="countries")
    exclude_countries = CodesField(_("pays exclus"), vocabulary="countries")
    seeks = CodesField(pgettext_lazy("opérateur", "recherche"), vocabulary="modes")
    offers = CodesField(_("propose"), vocabulary="modes")
    visibility = models.CharField(
        _("visible par"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stewarded_operators",
        verbose_name=_("suivi par (fédération)"),
    )
    source = models.CharField(_("origine"), max_length=30, blank=True, editable=False)
    source_ref = models.CharField(
        _("référence d'origine"), max_length=80, blank=True, editable=False
    )
    client_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now, editable=False)

    objects = OperatorQuerySet.as_manager()
    base_form_class = DraftForm
    # Facts about the row, which publishing an older draft must not take back.
    facts = ("slug", "steward_id", "source", "source_ref", "client_id", "created_at")

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("opérateur")
        verbose_name_plural = _("opérateurs")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~models.Q(source_ref=""),
                name="operator_once_per_source",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("operators:operator-show", args=[self.slug])

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every spelling of the name."""
        return tuple(filter(None, (self.name, self.name_ar)))

    @property
    def names(self) -> dict[str, str]:
        """The name by the reader's language, "" for any without one of its own."""
        return {"": self.name, "ar": self.name_ar} if self.name_ar else {"": self.name}

    @property
    def local_name(self) -> str:
        """The name for the reader: the Arabic one, where there is one, for who reads Arabic."""
        return self.names.get(reader_language(), self.name)

    @property
    def other_name(self) -> str:
        """The spelling of the name that `local_name` is not; may be empty."""
        return next((name for name in self.all_names if name != self.local_name), "")

    def with_content_json(self, content: dict[str, Any]) -> "Operator":
        """The draft in `content`, with the facts as they are today."""
        return keep_facts(self, super().with_content_json(content))

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "operators/operator_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """What the page shows whoever previews: all, contact and evidence included."""
        from cms.operators.sheets import operator_sheet

        context = super().get_preview_context(request, mode_name)
        return context | {"sheet": operator_sheet(self, reader=request.user)}


class OperatorText(RevisedChild):
    """An operator's prose in one language."""

    operator = ParentalKey(Operator, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES)
    summary = models.CharField(_("en une phrase"), max_length=200, blank=True)
    body = models.TextField(_("présentation"), max_length=8000, blank=True)

    class Meta(RevisedChild.Meta):
        verbose_name = _("texte")
        verbose_name_plural = _("textes")
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "language"], name="operator_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.summary or self.language


class Capability(RevisedChild):
    """What an operator can do: a process, at which scale, for which device categories."""

    operator = ParentalKey(Operator, on_delete=models.CASCADE, related_name="capabilities")
    process = models.CharField(_("procédé"), max_length=60)
    categories = CodesField(_("catégories de dispositifs"), vocabulary="categories")
    classes = CodesField(_("classes de dispositifs"), vocabulary="classes")
    scale = models.CharField(_("échelle"), max_length=10, choices=Scale.choices, blank=True)
    capacity_per_year = models.PositiveBigIntegerField(_("capacité par an"), null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    note = models.CharField(_("précision"), max_length=300, blank=True)

    class Meta(RevisedChild.Meta):
        verbose_name = _("capacité")
        verbose_name_plural = _("capacités")

    def __str__(self) -> str:
        return self.process
