"""The European Commission's file of the EMDN, read as it is published.

Source: European Medical Device Nomenclature (EMDN), version 2, spreadsheet of the European
Commission: a title row, a header row, then one code a row.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.utils.exceptions import InvalidFileException

from cms.taxonomies import emdn
from cms.taxonomies.models import DeviceCategory

COLUMNS = ("code", "term", "level", "terminal level yes/no")
HEADER_WITHIN_ROWS = 10
TERM_LENGTH = DeviceCategory._meta.get_field("label_en").max_length or 0


class EmdnFileError(Exception):
    """The file cannot be taken; the message is one sentence that says why."""


@dataclass(frozen=True)
class EmdnEntry:
    """One row of the file."""

    code: str
    term: str
    level: int
    is_terminal: bool


def read_emdn(path: Path) -> dict[str, EmdnEntry]:
    """All entries by code, in the order of the file. Raises EmdnFileError."""
    rows = read_rows(path)
    columns, start = find_header(rows, path)
    entries: dict[str, EmdnEntry] = {}
    for number, row in enumerate(rows[start:], start + 1):
        if any(cell is not None for cell in row):
            entry = read_entry([row[column] for column in columns], number)
            if entry.code in entries:
                raise EmdnFileError(
                    _("Ligne %(row)d : le code %(code)s y est une seconde fois.")
                    % {"row": number, "code": entry.code}
                )
            entries[entry.code] = entry
    check_tree(entries)
    return entries


def read_rows(path: Path) -> list[tuple[Any, ...]]:
    """The rows of the first sheet, whatever is wrong with the file said in one sentence."""
    try:
        book = openpyxl.load_workbook(path, read_only=True)
        try:
            return list(book.worksheets[0].iter_rows(values_only=True))
        finally:
            book.close()
    except FileNotFoundError as error:
        raise EmdnFileError(_("Il n'y a pas de fichier %(path)s.") % {"path": path}) from error
    except (BadZipFile, InvalidFileException) as error:
        raise EmdnFileError(
            _("%(path)s n'est pas un classeur XLSX entier.") % {"path": path}
        ) from error
    # Inside a broken archive, openpyxl, its XML parser and zlib each raise errors of their own.
    except Exception as error:
        raise EmdnFileError(
            _("%(path)s est abîmé et ne peut être lu (%(error)s).")
            % {"path": path, "error": type(error).__name__}
        ) from error


def find_header(rows: list[tuple[Any, ...]], path: Path) -> tuple[list[int], int]:
    """The positions of our columns, and the number of the first row after the header."""
    for number, row in enumerate(rows[:HEADER_WITHIN_ROWS], 1):
        names = [" ".join(str(cell or "").lower().split()) for cell in row]
        if all(column in names for column in COLUMNS):
            return [names.index(column) for column in COLUMNS], number
    raise EmdnFileError(
        _("%(path)s n'a pas les colonnes de l'EMDN : CODE, TERM, LEVEL, TERMINAL LEVEL YES/NO.")
        % {"path": path}
    )


def read_entry(cells: list[Any], number: int) -> EmdnEntry:
    """One row as an entry. Raises EmdnFileError that names the row."""
    code, term, level, terminal = (" ".join(str(cell or "").split()) for cell in cells)
    where = {"row": number, "code": code}
    if not emdn.is_code(code):
        raise EmdnFileError(_("Ligne %(row)d : « %(code)s » n'est pas un code EMDN.") % where)
    if level != str(len(emdn.branch(code))):
        raise EmdnFileError(_("Ligne %(row)d : le niveau ne va pas avec %(code)s.") % where)
    if not term or len(term) > TERM_LENGTH:
        raise EmdnFileError(_("Ligne %(row)d : %(code)s est sans libellé valable.") % where)
    if not re.fullmatch("YES|NO", terminal):
        raise EmdnFileError(
            _("Ligne %(row)d : on ne lit pas si %(code)s est terminal (YES ou NO).") % where
        )
    return EmdnEntry(code, emdn.sentence_case(term), int(level), terminal == "YES")


def check_tree(entries: dict[str, EmdnEntry]) -> None:
    """Refuse a list whose branches lack something: so shows a file cut short."""
    parents = {code[:-2] for code in entries if len(code) > 1}
    orphans = sorted(parents - set(entries))
    cut = sorted(c for c, e in entries.items() if not e.is_terminal and c not in parents)
    broken = orphans or cut
    if broken or not entries:
        raise EmdnFileError(
            ngettext(
                "Le fichier est incomplet : il y manque %(count)d branche (%(first)s).",
                "Le fichier est incomplet : il y manque %(count)d branches (dont %(first)s).",
                len(broken),
            )
            % {"count": len(broken), "first": broken[0] if broken else "A"}
        )
