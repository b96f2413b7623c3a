from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from cms.taxonomies.emdn_file import EmdnFileError
from cms.taxonomies.emdn_import import EmdnReport, import_emdn
from cms.taxonomies.models import DeviceCategory
from tests.shared import shared_file

pytestmark = pytest.mark.django_db

HEADER = ("CATEGORY ", "CATEGORY DESCRIPTION", "CODE", "TERM", "LEVEL ", "TERMINAL LEVEL YES/NO ")
TREE = [("A", "DEVICES", 1, "NO"), ("A01", "NEEDLES ", 2, "NO"), ("A0177", "NEW", 3, "YES")]
Write = Callable[[list[tuple[Any, ...]]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_rows(rows: list[tuple[Any, ...]]) -> Path:
        book = openpyxl.Workbook()
        for row in [("EMDN V2",), HEADER, *[("A", "DEVICES", *row) for row in rows]]:
            book.worksheets[0].append(row)
        book.save(tmp_path / "emdn.xlsx")
        return tmp_path / "emdn.xlsx"

    return write_rows


@pytest.fixture
def only_a() -> None:
    """A nomenclature of one branch, so that small files are whole."""
    for level in range(7, 0, -1):
        DeviceCategory.objects.exclude(code__in=["A", "A01"]).filter(level=level).delete()


def run(path: Path) -> str:
    out = StringIO()
    call_command("import_emdn", str(path), stdout=out)
    return out.getvalue()


def test_import_of_the_official_file_adds_its_codes_and_keeps_our_labels() -> None:
    path = shared_file("emdn/emdn_v2_official.xlsx")
    shipped = DeviceCategory.objects.count()

    first, again = run(path), run(path)

    assert first.startswith(f"8454 codes lus : {8454 - shipped} créés, ")
    assert again == ("8454 codes lus : 0 créés, 0 mis à jour, 8454 inchangés.\nRien n'a changé.\n")
    needle = DeviceCategory.objects.get(code="A0101010101", parent__code="A01010101")
    assert needle.label_en == "Hypodermic syringe needles, with safety systems"
    assert (needle.level, needle.is_terminal) == (6, True)
    assert DeviceCategory.objects.get(code="A01").label_fr == "Aiguilles"


def test_import_of_the_official_file_cut_in_two_changes_nothing(tmp_path: Path) -> None:
    whole = shared_file("emdn/emdn_v2_official.xlsx").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    before = DeviceCategory.objects.count()

    with pytest.raises(CommandError, match=r"n'est pas un classeur XLSX entier\. Rien n'a été"):
        run(tmp_path / "cut.xlsx")

    assert DeviceCategory.objects.count() == before


@pytest.mark.usefixtures("only_a")
def test_import_counts_created_updated_unchanged_and_absent(write: Write) -> None:
    DeviceCategory.objects.create(code="A02", label_en="SYRINGES", level=2)
    DeviceCategory.objects.filter(code="A01").update(label_en="Needle")

    report = import_emdn(
        write([("A", DeviceCategory.objects.get(code="A").label_en, 1, "NO"), *TREE[1:]])
    )

    assert report == EmdnReport(created=1, updated=1, unchanged=1, absent=1)
    assert DeviceCategory.objects.get(code="A01").label_en == "Needles"


@pytest.mark.usefixtures("only_a")
@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (TREE[:2], "il y manque 1 branche (A01)"),
        (TREE[1:], "il y manque 1 branche (A)"),
        ([*TREE, TREE[2]], "Ligne 6 : le code A0177 y est une seconde fois."),
        ([*TREE, ("A1", "ODD", 2, "YES")], "Ligne 6 : « A1 » n'est pas un code EMDN."),
        ([*TREE, ("A02", "LEVEL", 3, "YES")], "Ligne 6 : le niveau ne va pas avec A02."),
        ([*TREE, ("A02", None, 2, "YES")], "Ligne 6 : A02 est sans libellé valable."),
        ([*TREE, ("A02", "X", 2, "PERHAPS")], "Ligne 6 : on ne lit pas si A02 est terminal"),
        ([], "Le fichier est incomplet"),
    ],
)
def test_import_of_a_damaged_list_says_why_and_changes_nothing(
    write: Write, rows: list[tuple[Any, ...]], message: str
) -> None:
    with pytest.raises(EmdnFileError) as fault:
        import_emdn(write(rows))

    assert message in str(fault.value)
    assert DeviceCategory.objects.count() == 2


def test_import_without_a_category_that_is_here_is_refused(write: Write) -> None:
    with pytest.raises(EmdnFileError, match="il n'a rien de la catégorie B, C"):
        import_emdn(write(TREE))


def test_import_of_another_workbook_names_the_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Nom", "Pays"])
    book.save(tmp_path / "other.xlsx")

    with pytest.raises(EmdnFileError, match="n'a pas les colonnes de l'EMDN"):
        import_emdn(tmp_path / "other.xlsx")


@pytest.mark.parametrize("name", ["missing.xlsx", "text.xlsx", "text.csv"])
def test_import_of_what_is_no_workbook_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.xlsx").write_text("not a workbook")
    (tmp_path / "text.csv").write_text("A,B")

    with pytest.raises(EmdnFileError):
        import_emdn(tmp_path / name)
