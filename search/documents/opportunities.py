"""An opportunity as a document."""

from datetime import datetime, time
from typing import TYPE_CHECKING

from search.documents.document import MEMBERS, NAMED, PUBLIC, Document, document_id
from search.documents.labels import Labels, with_ancestors
from search.documents.operators import distinct, place_facets
from search.requests import OPPORTUNITIES

if TYPE_CHECKING:
    from cms.opportunities.models import Opportunity

# From the most open to the least.
STRICTNESS = (PUBLIC, MEMBERS, NAMED)


def opportunity_document(opportunity: "Opportunity", labels: Labels | None = None) -> Document:
    """The document of a published opportunity; prefetch `with_children()`, share `labels`."""
    operator = opportunity.operator
    facets, texts = opportunity_facets(opportunity), opportunity.texts.all()
    required = {"credentials": tuple(opportunity.required_credentials)}
    return Document(
        id=document_id(OPPORTUNITIES, opportunity.pk),
        kind=OPPORTUNITIES,
        pk=opportunity.pk,
        operator_pk=operator.pk,
        names=operator.all_names,
        titles={t.language: t.title for t in texts if t.title},
        bodies={t.language: t.body for t in texts if t.body},
        keywords=(labels or Labels()).keywords(facets | required),
        facets=facets,
        trl=opportunity.trl,
        visibility=stricter(operator.visibility, opportunity.visibility),
        expires_on=opportunity.expires_on,
        published_at=published_at(opportunity),
        updated_at=opportunity.last_published_at or opportunity.created_at,
    )


def opportunity_facets(opportunity: "Opportunity") -> dict[str, tuple[str, ...]]:
    """The codes by which an opportunity is filtered; place and size are its operator's.

    `credentials` stays empty: what an opportunity requires is not what its operator holds.
    """
    return place_facets(opportunity.operator) | {
        "processes": distinct(opportunity.processes),
        "categories": with_ancestors(opportunity.categories),
        "classes": distinct(opportunity.classes),
        "modes": distinct(opportunity.modes),
        "sides": distinct((opportunity.side,)),
    }


def stricter(first: str, second: str) -> str:
    """An opportunity is never more visible than its operator."""
    return max(first, second, key=STRICTNESS.index)


def published_at(opportunity: "Opportunity") -> datetime:
    """The start, in Casablanca, of the day on which the opportunity was published."""
    from django.utils import timezone

    if opportunity.published_on is None:
        return opportunity.first_published_at or opportunity.created_at
    return timezone.make_aware(datetime.combine(opportunity.published_on, time.min))
