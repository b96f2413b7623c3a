"""Names of operators: their address, and others that look like them."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from django.utils.text import slugify

from cms.operators.models import Operator
from cms.taxonomies.folding import fold

# Words that tell one legal form from another, not one company from another.
LEGAL_FORMS = frozenset(
    {"sa", "sas", "sarl", "sarlau", "au", "srl", "spa", "ltd", "limited", "llc", "inc", "gmbh"}
    | {"ag", "bv", "nv", "plc", "co", "company", "corp", "societe", "ste", "maroc", "morocco"}
    | {"شركه", "ش", "م"}
)
# Above this share of common letters two names are worth a second look; by trial on real pairs.
ALIKE = 0.84
ALIKE_WORD = 0.7
RESERVED = frozenset({"new", "choose", "categories", "invitations"})


def essence(name: str) -> str:
    """A name folded and without legal forms; all of it where nothing else would stay."""
    words = fold(name).split()
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words)


def are_alike(one: str, other: str) -> bool:
    """Whether two essences are close enough that one may be a spelling of the other.

    Where they have as many words, each word must be close to its match: "du Nord" is not
    "du Sud", however much the rest of two names has in common.
    """
    if not one or not other:
        return False
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    if not _is_close(one, other, ALIKE):
        return False
    pairs = list(zip(one.split(), other.split(), strict=False))
    counts_differ = len(one.split()) != len(other.split())
    return counts_differ or all(_is_close(*pair, ALIKE_WORD) for pair in pairs)


def _is_close(one: str, other: str, share: float) -> bool:
    """Whether two texts have at least `share` of their letters in common, in order."""
    matcher = SequenceMatcher(None, one, other)
    if matcher.real_quick_ratio() < share or matcher.quick_ratio() < share:
        return False
    return matcher.ratio() >= share


def near_names(
    names: Iterable[str], *, among: Iterable[Operator], limit: int = 5
) -> list[Operator]:
    """The operators of `among` with a name that may be a spelling of one of `names`."""
    wanted = [essence(name) for name in names if name.strip()]
    return [
        operator
        for operator in among
        if any(are_alike(essence(known), name) for known in operator.all_names for name in wanted)
    ][:limit]


def free_slug(name: str) -> str:
    """An address for a new operator: its name in Latin letters if it has any, not taken yet."""
    base = slugify(name)[:200] or slugify(name, allow_unicode=True)[:200] or "operateur"
    taken = set(Operator.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= RESERVED
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
