"""The thesaurus that curators keep, given to the text analysis; no index is rebuilt for it."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError
from django.db.models.signals import post_delete, post_save

from cms.taxonomies.models import Concept as ConceptRow
from search.text.in_use import IN_USE, read_concepts_with
from search.text.thesaurus import Concept

logger = logging.getLogger(__name__)


def connect() -> None:
    """Say how concepts are read, and listen to their edits."""
    read_concepts_with(read_concepts)
    for signal in (post_save, post_delete):
        signal.connect(receive_edit, sender=ConceptRow, dispatch_uid="thesaurus_in_use")


def read_concepts() -> Sequence[Concept]:
    """The concepts in use; the former ones while the database can't be read."""
    try:
        rows = list(ConceptRow.objects.in_use())
    except DatabaseError as error:
        logger.warning("The thesaurus can't be read, the former one stays: %s", error)
        return IN_USE.thesaurus.concepts
    return tuple(Concept(row.terms) for row in rows)


def receive_edit(**signal: Any) -> None:
    """Have the next query see it."""
    IN_USE.look_again()
