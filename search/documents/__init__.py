"""What is put in an index: one flat document per operator and per opportunity.

`operator_document` and `opportunity_document` are the only places that know both the models and
the document; engines know the document alone.
"""

from search.documents.document import (
    MEMBERS,
    NAMED,
    PUBLIC,
    Document,
    HeldCredential,
    Keyword,
    document_id,
)
from search.documents.labels import Labels
from search.documents.operators import operator_document
from search.documents.opportunities import opportunity_document
from search.documents.packing import packed

__all__ = [
    "MEMBERS",
    "NAMED",
    "PUBLIC",
    "Document",
    "HeldCredential",
    "Keyword",
    "Labels",
    "document_id",
    "operator_document",
    "opportunity_document",
    "packed",
]
