"""An operator as a document."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from search.documents.document import Document, HeldCredential, Keyword, document_id
from search.documents.labels import Labels, with_ancestors
from search.requests import OPERATORS

if TYPE_CHECKING:
    from cms.operators.models import Operator


def operator_document(operator: "Operator", labels: Labels | None = None) -> Document:
    """The document of a published operator.

    Prefetch `with_children()` and `memberships__user`, and share `labels` over a batch: then no
    query is made per operator.
    """
    facets, texts = operator_facets(operator), operator.texts.all()
    credentials = operator.credentials.all()
    standards = tuple(credential.standard for credential in credentials)
    words = (labels or Labels()).keywords({**facets, "credentials": standards})
    return Document(
        id=document_id(OPERATORS, operator.pk),
        kind=OPERATORS,
        pk=operator.pk,
        operator_pk=operator.pk,
        names=operator.all_names,
        summaries={t.language: t.summary for t in texts if t.summary},
        bodies={t.language: t.body for t in texts if t.body},
        member_text=" · ".join(member_lines(operator)),
        keywords=(*words, *free_keywords(operator)),
        facets=facets,
        credentials=tuple(
            HeldCredential(held.standard, held.valid_from, held.valid_to) for held in credentials
        ),
        visibility=operator.visibility,
        published_at=operator.first_published_at or operator.created_at,
        updated_at=operator.last_published_at or operator.created_at,
    )


def operator_facets(operator: "Operator") -> dict[str, tuple[str, ...]]:
    """The codes by which an operator is filtered, those of its opportunities too."""
    capabilities = list(operator.capabilities.all())
    return place_facets(operator) | {
        "processes": distinct(capability.process for capability in capabilities),
        "categories": with_ancestors(code for c in capabilities for code in c.categories),
        "classes": distinct(code for c in capabilities for code in c.classes),
        "modes": distinct((*operator.seeks, *operator.offers)),
    }


def place_facets(operator: "Operator") -> dict[str, tuple[str, ...]]:
    """Where, what sort and how big an operator is, and what it speaks."""
    from cms.taxonomies.choices import CompanySize

    return {
        "countries": distinct((operator.country,)),
        "regions": distinct((operator.region,)),
        "operator_types": distinct((operator.type,)),
        "sizes": distinct((CompanySize.of(operator.employees),)),
        "languages": distinct(operator.languages),
    }


def distinct(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(code for code in codes if code))


def member_lines(operator: "Operator") -> list[str]:
    """What only the signed-in read on the profile: people, addresses, numbers of certificates."""
    people = [m.user.display_name for m in operator.memberships.all() if m.user.is_active]
    numbers = [c.number for c in operator.credentials.all() if c.number]
    return [text for text in (*people, operator.email, operator.phone, *numbers) if text]


def free_keywords(operator: "Operator") -> list[Keyword]:
    """Public words that belong to no list: the city, notes and scopes in whatever language."""
    notes = [capability.note for capability in operator.capabilities.all()]
    scopes = [credential.scope for credential in operator.credentials.all()]
    return [Keyword("", "", {"": text}) for text in (operator.city, *notes, *scopes) if text]
