"""Public data of EUDAMED, the European database of medical devices: one device a row.

Columns as in the extract: the manufacturer with its SRN (single registration number: country,
actor role, number), the device's EMDN code, risk class, names and texts with their languages.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from cms.taxonomies import emdn, lists
from cms.taxonomies.choices import DeviceClass
from frame.enumerating import enumerated

COLUMNS = (
    *("manufacturer", "manufacturer_srn", "emdn", "risk_class"),
    *("trade_name", "additional_desc", "measuring", "status"),
)
SRN = re.compile(r"([A-Z]{2})-([A-Z]{2})-\d{9}")
MANUFACTURER = "MF"
# Annex VIII of Regulations (EU) 2017/745 and 2017/746, as EUDAMED spells the classes.
CLASSES = {
    "EU_CLASS_I": DeviceClass.I,
    "EU_CLASS_IIA": DeviceClass.IIA,
    "EU_CLASS_IIB": DeviceClass.IIB,
    "EU_CLASS_III": DeviceClass.III,
    "EU_CLASS_A": DeviceClass.IVD_A,
    "EU_CLASS_B": DeviceClass.IVD_B,
    "EU_CLASS_C": DeviceClass.IVD_C,
    "EU_CLASS_D": DeviceClass.IVD_D,
}
WITHDRAWN = "NO_LONGER_PLACED_ON_MARKET"
BETWEEN_LANGUAGES = "||"
TAGGED = re.compile(r"([a-z]{2}):\s*(.*)", re.DOTALL)


class IntakeFileError(Exception):
    """The file cannot be taken; the message is one sentence that says why."""


@dataclass(frozen=True)
class Device:
    """One row; `names` and `texts` by language."""

    row: int
    emdn: str
    device_class: str
    is_withdrawn: bool
    names: dict[str, str]
    texts: dict[str, str]


@dataclass(frozen=True)
class Rejection:
    """A row that was not taken, and why."""

    row: int
    name: str
    reason: str


@dataclass
class Manufacturer:
    """An actor with the devices of its rows."""

    srn: str
    name: str
    country: str
    devices: list[Device] = field(default_factory=list)


def read_eudamed(path: Path) -> tuple[list[Manufacturer], list[Rejection]]:
    """The manufacturers in the order of the file, and the rows that were not taken.

    Raises IntakeFileError for a file that is no such extract.
    """
    found: dict[str, Manufacturer] = {}
    rejected: list[Rejection] = []
    for number, row in read_rows(path):
        reason = fault_of(row)
        if reason:
            rejected.append(Rejection(number, clean(row["manufacturer"]), reason))
            continue
        srn = clean(row["manufacturer_srn"])
        maker = found.setdefault(srn, Manufacturer(srn, clean(row["manufacturer"]), srn[:2]))
        maker.devices.append(device_of(number, row))
    return list(found.values()), rejected


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their number in the file, the header being row 1."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except FileNotFoundError as error:
        raise IntakeFileError(_("Il n'y a pas de fichier %(path)s.") % {"path": path}) from error
    except (UnicodeDecodeError, csv.Error, OSError) as error:
        raise IntakeFileError(
            _("%(path)s n'est pas un fichier CSV en UTF-8.") % {"path": path}
        ) from error
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise IntakeFileError(
            _("%(path)s n'est pas un extrait d'EUDAMED : il y manque %(columns)s.")
            % {"path": path, "columns": enumerated(missing)}
        )
    for number, row in enumerate(rows, 2):
        yield number, {name: row[name] or "" for name in COLUMNS}


def fault_of(row: dict[str, str]) -> str:
    """Why a row is not taken; empty for a good one."""
    srn = SRN.fullmatch(clean(row["manufacturer_srn"]))
    if not clean(row["manufacturer"]):
        return _("Le nom manque.")
    if srn is None:
        return _("« %(srn)s » n'est pas un numéro d'enregistrement (SRN).") % {
            "srn": clean(row["manufacturer_srn"])
        }
    if srn[2] != MANUFACTURER:
        return _("%(srn)s n'est pas celui d'un fabricant.") % {"srn": srn[0]}
    if not lists.has("countries", srn[1]):
        return _("%(country)s n'est pas un pays.") % {"country": srn[1]}
    if not emdn.is_code(clean(row["emdn"])):
        return _("« %(code)s » n'est pas un code EMDN.") % {"code": clean(row["emdn"])}
    return ""


def device_of(number: int, row: dict[str, str]) -> Device:
    """One good row."""
    device_class = CLASSES.get(clean(row["risk_class"]), "")
    if device_class == DeviceClass.I and clean(row["measuring"]).lower() == "true":
        device_class = DeviceClass.IM
    return Device(
        row=number,
        emdn=clean(row["emdn"]),
        device_class=str(device_class),
        is_withdrawn=clean(row["status"]) == WITHDRAWN,
        names=by_language(row["trade_name"]),
        texts=by_language(row["additional_desc"]),
    )


def by_language(text: str) -> dict[str, str]:
    """`en:Gloves || fr:Gants` as a mapping; what says nothing ("no", "-") is left out."""
    matches = (TAGGED.fullmatch(part.strip()) for part in text.split(BETWEEN_LANGUAGES))
    pairs = ((match[1], clean(match[2])) for match in matches if match)
    return {language: words for language, words in pairs if len(words) > 2}


def clean(text: str) -> str:
    """The text on one line, without doubled spaces."""
    return " ".join(text.split())


def known_branch(code: str, known: Iterable[str]) -> str:
    """The code, or the nearest one above it that the nomenclature here has; else empty."""
    have = set(known)
    return next((node for node in reversed(emdn.branch(code)) if node in have), "")
