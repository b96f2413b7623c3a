"""Operators taken from a file, each whole or not at all, and never twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.models import CURATORS, User
from cms.intake.eudamed import Manufacturer, Rejection, known_branch, read_eudamed
from cms.intake.profiles import SOURCE, ImportedProfile, fill, profile_of
from cms.operators.models import Operator
from cms.operators.names import free_slug
from cms.publishing.services import latest_draft, publish
from cms.taxonomies import lists

IMPORTED = "wasl.imported"
LANGUAGES = ("en", "fr")
Progress = Callable[[Iterable[Manufacturer]], Iterable[Manufacturer]]


@dataclass(frozen=True)
class Line:
    """What became of one manufacturer. `outcome`: created, updated, unchanged or rejected."""

    ref: str
    name: str
    rows: tuple[int, ...]
    outcome: str
    reason: str = ""


@dataclass
class IntakeReport:
    """All lines, in the order of the file, and what was noticed on the way."""

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """How many manufacturers had that outcome."""
        return sum(line.outcome == outcome for line in self.lines)


def import_eudamed(path: Path, *, steward: User, progress: Progress = iter) -> IntakeReport:
    """Publish the manufacturers of an extract as foreign operators followed by `steward`.

    A profile is written over only where the file says something new; what staff have changed
    since stays otherwise. Raises IntakeFileError before anything changed.
    """
    makers, rejected = read_eudamed(path)
    # One transaction for the file: whoever listens after commit (search) hears of it once.
    with transaction.atomic():
        return write_all(makers, rejected, steward, progress)


def write_all(
    makers: list[Manufacturer], rejected: list[Rejection], steward: User, progress: Progress
) -> IntakeReport:
    """Write the manufacturers one by one; one that fails leaves the others."""
    report = IntakeReport(lines=[line_of_rejection(row) for row in rejected])
    categories = place_devices(makers, report)
    terms = {
        language: lists.labels_of("categories", filter(None, categories.values()), language)
        for language in LANGUAGES
    }
    known = {row.source_ref: row for row in Operator.objects.filter(source=SOURCE)}
    digests = last_digests(known.values())
    for maker in progress(makers):
        profile = profile_of(maker, categories, terms)
        operator = known.get(maker.srn)
        report.lines.append(take(maker, profile, operator, digests, steward))
    return report


def line_of_rejection(row: Rejection) -> Line:
    """The line of a row that was not taken."""
    return Line("", row.name, (row.row,), "rejected", row.reason)


def place_devices(makers: list[Manufacturer], report: IntakeReport) -> dict[int, str]:
    """The category of each row: its code, else the nearest above that is known here."""
    known = set(lists.labels("categories", "en"))
    placed: dict[int, str] = {}
    for device in (device for maker in makers for device in maker.devices):
        placed[device.row] = node = known_branch(device.emdn, known)
        if node != device.emdn:
            instead = _("rangé sous %(node)s") % {"node": node} if node else _("laissé de côté")
            report.notes.append(
                _("Ligne %(row)d : code EMDN inconnu %(code)s, %(instead)s.")
                % {"row": device.row, "code": device.emdn, "instead": instead}
            )
    return placed


def last_digests(operators: Iterable[Operator]) -> dict[str, str]:
    """What each operator was last imported as, from the log; one query."""
    entries = ModelLogEntry.objects.filter(
        action=IMPORTED,
        content_type=Operator.get_content_type(),
        object_id__in=[str(operator.pk) for operator in operators],
    )
    return {
        entry.object_id: entry.data.get("digest", "") for entry in entries.order_by("timestamp")
    }


def take(
    maker: Manufacturer,
    profile: ImportedProfile,
    operator: Operator | None,
    digests: dict[str, str],
    steward: User,
) -> Line:
    """Create or update one operator; whole, or not at all."""
    rows = tuple(device.row for device in maker.devices)
    if operator and digests.get(str(operator.pk)) == profile.digest:
        return Line(maker.srn, maker.name, rows, "unchanged")
    reason = why_not(operator)
    if reason:
        return Line(maker.srn, maker.name, rows, "rejected", reason)
    try:
        write(maker.srn, profile, operator, steward)
    except ValidationError as error:
        return Line(maker.srn, maker.name, rows, "rejected", " ".join(error.messages))
    return Line(maker.srn, maker.name, rows, "updated" if operator else "created")


def why_not(operator: Operator | None) -> str:
    """Why an operator that is there already is not written over; empty where it may be."""
    if operator is None:
        return ""
    if operator.memberships.exists():
        return _("L'entreprise tient elle-même son profil.")
    if operator.has_unpublished_changes:
        return _("Un brouillon est en cours.")
    return ""


@transaction.atomic
def write(srn: str, profile: ImportedProfile, operator: Operator | None, steward: User) -> None:
    """Publish the profile, and note in the log what it was imported as."""
    draft: Any = latest_draft(operator) if operator else new_operator(srn, profile, steward)
    publish(fill(draft, profile), user=steward)
    log(draft, IMPORTED, user=steward, data={"digest": profile.digest, "source": SOURCE})


def new_operator(srn: str, profile: ImportedProfile, steward: User) -> Operator:
    """An unsaved operator of this source."""
    return Operator(
        source=SOURCE, source_ref=srn, slug=free_slug(profile.name), steward=steward, country=""
    )


def choose_steward(email: str = "") -> User:
    """The curator of that address, else the first one. Raises User.DoesNotExist."""
    curators = User.objects.in_group(CURATORS).order_by("pk")
    steward = curators.filter(email__iexact=email).first() if email else curators.first()
    if steward is None:
        raise User.DoesNotExist
    return steward
