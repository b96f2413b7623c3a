"""Offers and requests that operators publish."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from cms.operators.models import Operator, keep_facts
from cms.opportunities.querysets import OpportunityQuerySet
from cms.taxonomies.atomic import AtomicSaveModel
from cms.taxonomies.child_forms import DraftForm
from cms.taxonomies.children import RevisedChild
from cms.taxonomies.choices import Visibility
from cms.taxonomies.fields import CodesField
from cms.taxonomies.prose import ProseMixin


class Opportunity(
    ProseMixin,
    AtomicSaveModel,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """An offer or a request: technology, manufacturing, distribution, R&D, investment, training.

    `trl` is of what is offered in an offer, and the least that is sought in a request.
    """

    class Side(models.TextChoices):
        OFFER = "offer", _("Offre")
        REQUEST = "request", _("Demande")

    operator = models.ForeignKey(
        Operator, models.CASCADE, related_name="opportunities", verbose_name=_("opérateur")
    )
    side = models.CharField(_("nature"), max_length=10, choices=Side.choices)
    modes = CodesField(_("modes de coopération"), vocabulary="modes")
    categories = CodesField(_("catégories de dispositifs"), vocabulary="categories")
    classes = CodesField(_("classes de dispositifs"), vocabulary="classes")
    processes = CodesField(_("procédés"), vocabulary="processes")
    required_credentials = CodesField(_("certificats exigés"), vocabulary="standards")
    trl = models.PositiveSmallIntegerField(
        _("maturité (TRL)"), null=True, blank=True, choices=[(n, str(n)) for n in range(1, 10)]
    )
    volume_per_year = models.PositiveBigIntegerField(_("volume par an"), null=True, blank=True)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    include_countries = CodesField(_("pays souhaités"), vocabulary="countries")
    exclude_countries = CodesField(_("pays exclus"), vocabulary="countries")
    visibility = models.CharField(
        _("visible par"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    published_on = models.DateField(_("publiée le"), null=True, blank=True, editable=False)
    expires_on = models.DateField(_("ouverte jusqu'au"), null=True, blank=True)
    source = models.CharField(_("origine"), max_length=30, blank=True, editable=False)
    source_ref = models.CharField(
        _("référence d'origine"), max_length=80, blank=True, editable=False
    )
    closed_at = models.DateTimeField(_("fermée le"), null=True, blank=True, editable=False)
    client_id = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now, editable=False)

    objects = OpportunityQuerySet.as_manager()
    base_form_class = DraftForm
    # Facts about the row, which publishing an older draft must not take back.
    facts = (
        "operator_id",
        "published_on",
        "closed_at",
        "source",
        "source_ref",
        "client_id",
        "created_at",
    )

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("opportunité")
        verbose_name_plural = _("opportunités")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~models.Q(source_ref=""),
                name="opportunity_once_per_source",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        """Date the first publication."""
        if self.live and self.published_on is None:
            self.published_on = timezone.localdate()
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("opportunities:opportunity-show", args=[self.pk])

    @property
    def title(self) -> str:
        """The title in the active language, else in the one there is."""
        text = self.text_in()
        return text.title if text else ""

    def is_open_on(self, day: date) -> bool:
        """Whether the opportunity still stands on `day`."""
        expired = self.expires_on is not None and self.expires_on < day
        return self.live and self.closed_at is None and not expired

    @property
    def is_open(self) -> bool:
        """Whether the opportunity stands today, in Casablanca."""
        return self.is_open_on(timezone.localdate())

    def with_content_json(self, content: dict[str, Any]) -> "Opportunity":
        """The draft in `content`, with the facts as they are today."""
        return keep_facts(self, super().with_content_json(content))

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "opportunities/opportunity_preview.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """What the page shows to whoever previews."""
        from cms.opportunities.sheets import opportunity_sheet

        context = super().get_preview_context(request, mode_name)
        return context | {"sheet": opportunity_sheet(self, reader=request.user)}


class OpportunityText(RevisedChild):
    """An opportunity's prose in one language."""

    opportunity = ParentalKey(Opportunity, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("titre"), max_length=160)
    body = models.TextField(_("description"), max_length=8000, blank=True)

    class Meta(RevisedChild.Meta):
        verbose_name = _("texte")
        verbose_name_plural = _("textes")
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "language"], name="opportunity_text_once_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title
