"""Where a code is employed; such a code is retired, not deleted."""

from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from cms.operators.models import Capability, Credential, Operator
from cms.opportunities.models import Opportunity
from cms.taxonomies.fields import CodesField
from cms.taxonomies.models import Term

HOLDERS: tuple[type[Any], ...] = (Operator, Capability, Credential, Opportunity)
SINGLE: dict[str, tuple[type[Any], str]] = {
    "process": (Capability, "process"),
    "standard": (Credential, "standard"),
}
VOCABULARY = {
    "process": "processes",
    "cooperationmode": "modes",
    "standard": "standards",
    "devicecategory": "categories",
}


def count_uses(term: Term) -> int:
    """In how many operators, capabilities, credentials and opportunities it stands."""
    name = str(term._meta.model_name)
    uses = sum(count_in(model, VOCABULARY[name], term.code) for model in HOLDERS)
    if name in SINGLE:
        model, field = SINGLE[name]
        uses += model.objects.filter(**{field: term.code}).count()
    return uses


def count_in(model: type[Any], vocabulary: str, code: str) -> int:
    """How many rows of a model have the code in one of their lists.

    Compared as text, `"A01"` with its quotes, since SQLite cannot look into a JSON list.
    """
    names = [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, CodesField) and field.vocabulary == vocabulary
    ]
    if not names:
        return 0
    held = Q()
    for name in names:
        held |= Q(**{f"{name}_text__contains": f'"{code}"'})
    texts = {f"{name}_text": Cast(name, TextField()) for name in names}
    return model.objects.annotate(**texts).filter(held).count()
