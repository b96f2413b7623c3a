"""The whole nomenclature, taken from the Commission's file in one transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from cms.taxonomies.emdn_file import EmdnEntry, EmdnFileError, read_emdn
from cms.taxonomies.loading import create_categories
from cms.taxonomies.models import DeviceCategory
from cms.taxonomies.signals import terms_changed
from frame.enumerating import enumerated

Progress = Callable[[Iterable[EmdnEntry]], Iterable[EmdnEntry]]
OFFICIAL = ("label_en", "level", "is_terminal")


@dataclass(frozen=True)
class EmdnReport:
    """Counts of codes; `absent` are ours and not in the file, and stay as they are."""

    created: int
    updated: int
    unchanged: int
    absent: int

    @property
    def is_unchanged(self) -> bool:
        """Whether the database was as the file already."""
        return not (self.created or self.updated)


def import_emdn(path: Path, *, progress: Progress = iter) -> EmdnReport:
    """Bring the device categories up to the file: new codes, English terms, levels.

    French and Arabic labels are ours and kept. Raises EmdnFileError, before anything changed,
    for a file that cannot be read or lacks codes that we ship.
    """
    entries = read_emdn(path)
    with transaction.atomic():
        known: dict[str, DeviceCategory] = {
            node.code: node for node in DeviceCategory.objects.all()
        }
        refuse_partial(entries, known)
        new, changed = compare(progress(entries.values()), known)
        create_categories(new, known)
        DeviceCategory.objects.bulk_update(changed, OFFICIAL, batch_size=500)
        if new or changed:
            codes = [node.code for node in (*new, *changed)]
            terms_changed.send(DeviceCategory, codes=codes)
    return EmdnReport(
        created=len(new),
        updated=len(changed),
        unchanged=len(entries) - len(new) - len(changed),
        absent=len(set(known) - set(entries)),
    )


def refuse_partial(entries: dict[str, EmdnEntry], known: dict[str, DeviceCategory]) -> None:
    """Refuse a file without some of the categories (first letters) that are here already."""
    missing = sorted({code[0] for code in known} - {code[0] for code in entries})
    if missing:
        raise EmdnFileError(
            _("Le fichier est incomplet : il n'a rien de la catégorie %(letters)s.")
            % {"letters": enumerated(missing)}
        )


def compare(
    entries: Iterable[EmdnEntry], known: dict[str, DeviceCategory]
) -> tuple[list[DeviceCategory], list[DeviceCategory]]:
    """The nodes to create, and those to bring up to the file."""
    new, changed = [], []
    for entry in entries:
        official = (entry.term, entry.level, entry.is_terminal)
        node = known.get(entry.code)
        if node is None:
            new.append(
                DeviceCategory(code=entry.code, **dict(zip(OFFICIAL, official, strict=True)))
            )
        elif tuple(getattr(node, name) for name in OFFICIAL) != official:
            for name, value in zip(OFFICIAL, official, strict=True):
                setattr(node, name, value)
            changed.append(node)
    return new, changed
