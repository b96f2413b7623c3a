import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Revision

from accounts.models import User
from cms.intake.eudamed import COLUMNS, by_language, known_branch
from cms.intake.services import choose_steward, import_eudamed
from cms.operators.models import Capability, Operator
from cms.publishing.services import latest_draft, publish, save_draft
from tests.factories import CuratorFactory, MembershipFactory, UserFactory
from tests.shared import shared_file

pytestmark = pytest.mark.django_db

Write = Callable[..., Path]


@pytest.fixture
def curator() -> User:
    person: User = CuratorFactory()
    return person


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_rows(*rows: dict[str, str]) -> Path:
        path = tmp_path / "eudamed.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*COLUMNS, "reuse"])
            writer.writeheader()
            writer.writerows(device(**row) for row in rows)
        return path

    return write_rows


def device(**fields: str) -> dict[str, str]:
    """A row of the extract: a syringe of a German manufacturer, unless said otherwise."""
    row = dict.fromkeys([*COLUMNS, "reuse"], "")
    return (
        row
        | {
            "manufacturer": "Nadel  GmbH",
            "manufacturer_srn": "DE-MF-000000001",
            "emdn": "A0201",
            "risk_class": "EU_CLASS_IIA",
            "measuring": "False",
            "status": "ON_MARKET",
        }
        | fields
    )


def test_import_publishes_a_manufacturer_with_its_devices(curator: User, write: Write) -> None:
    path = write(
        {"trade_name": "en:Safe Syringe || fr:Seringue sûre", "additional_desc": "en:no"},
        {"emdn": "A01", "risk_class": "EU_CLASS_I", "measuring": "TRUE"},
    )

    report = import_eudamed(path, steward=curator)

    assert [(line.ref, line.rows, line.outcome) for line in report.lines] == [
        ("DE-MF-000000001", (2, 3), "created")
    ]
    operator = Operator.objects.live().with_children().get()
    assert (operator.name, operator.country, operator.type) == ("Nadel GmbH", "DE", "manufacturer")
    assert (operator.source, operator.source_ref) == ("eudamed", "DE-MF-000000001")
    assert (operator.steward, operator.offers, operator.seeks) == (curator, ["supply"], [])
    capability = operator.capabilities.get()
    assert (capability.categories, capability.classes) == (["A01", "A0201"], ["IIa", "Im"])
    assert {text.language: text.body for text in operator.texts.all()} == {
        "en": "Safe Syringe. Single-use syringes\nNeedles",
        "fr": "Seringue sûre. Seringues à usage unique",
    }
    assert Operator.objects.backed().get() == operator


def test_import_again_doubles_and_writes_nothing(curator: User, write: Write) -> None:
    path = write({}, {"manufacturer_srn": "FR-MF-000000002", "manufacturer": "Aiguille SAS"})
    import_eudamed(path, steward=curator)
    versions = Revision.objects.count()

    report = import_eudamed(path, steward=curator)

    assert [line.outcome for line in report.lines] == ["unchanged", "unchanged"]
    assert (Operator.objects.count(), Revision.objects.count()) == (2, versions)


def test_import_of_something_new_updates_and_keeps_the_address(curator: User, write: Write) -> None:
    import_eudamed(write({}), steward=curator)
    before = Operator.objects.get()
    key = Capability.objects.get().pk

    report = import_eudamed(write({"manufacturer": "Nadel AG"}, {"emdn": "A01"}), steward=curator)

    stored = Operator.objects.get()
    assert report.count("updated") == 1
    assert (stored.slug, stored.name) == (before.slug, "Nadel AG")
    assert Capability.objects.get().pk == key


def test_import_leaves_what_staff_have_written_since(curator: User, write: Write) -> None:
    path = write({})
    import_eudamed(path, steward=curator)
    draft = latest_draft(Operator.objects.get())
    draft.city = "Tuttlingen"
    publish(draft, user=curator)

    import_eudamed(path, steward=curator)

    assert Operator.objects.get().city == "Tuttlingen"


def test_import_does_not_write_over_a_company_or_a_draft(curator: User, write: Write) -> None:
    import_eudamed(write({}), steward=curator)
    draft = latest_draft(Operator.objects.get())
    draft.city = "Ulm"
    save_draft(draft, user=curator)

    with_draft = import_eudamed(write({"emdn": "A01"}), steward=curator)
    MembershipFactory(operator=draft)
    with_member = import_eudamed(write({"emdn": "A01"}), steward=curator)

    assert with_draft.lines[0].reason == "Un brouillon est en cours."
    assert with_member.lines[0].reason == "L'entreprise tient elle-même son profil."
    assert Capability.objects.get().categories == ["A0201"]


def test_import_rejects_bad_rows_with_the_reason_and_takes_the_others(
    curator: User, write: Write
) -> None:
    path = write(
        {"manufacturer": " "},
        {"manufacturer_srn": "12345"},
        {"manufacturer_srn": "DE-AR-000000009"},
        {"manufacturer_srn": "ZZ-MF-000000009"},
        {"emdn": "syringe"},
        {},
    )

    report = import_eudamed(path, steward=curator)

    assert [(line.rows, line.outcome, line.reason) for line in report.lines] == [
        ((2,), "rejected", "Le nom manque."),
        ((3,), "rejected", "« 12345 » n'est pas un numéro d'enregistrement (SRN)."),
        ((4,), "rejected", "DE-AR-000000009 n'est pas celui d'un fabricant."),
        ((5,), "rejected", "ZZ n'est pas un pays."),
        ((6,), "rejected", "« syringe » n'est pas un code EMDN."),
        ((7,), "created", ""),
    ]


def test_import_reports_unknown_codes_and_places_them_above(curator: User, write: Write) -> None:
    report = import_eudamed(write({"emdn": "A020199"}, {"emdn": "E99"}), steward=curator)

    assert report.notes == [
        "Ligne 2 : code EMDN inconnu A020199, rangé sous A0201.",
        "Ligne 3 : code EMDN inconnu E99, laissé de côté.",
    ]
    assert Capability.objects.get().categories == ["A0201"]


def test_import_of_withdrawn_devices_says_so_and_offers_nothing(
    curator: User, write: Write
) -> None:
    import_eudamed(write({"status": "NO_LONGER_PLACED_ON_MARKET"}), steward=curator)

    operator = Operator.objects.get()
    assert operator.offers == []
    assert operator.texts.get().body == "Single-use syringes (no longer placed on the market)"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "Il n'y a pas de fichier"),
        (b"a,b\n1,2\n", "il y manque manufacturer, manufacturer_srn"),
        (b"", "il y manque manufacturer"),
        (b"\xff\xfe\x00\x01", "n'est pas un fichier CSV en UTF-8"),
        (b"a\x00b\n", "EUDAMED"),
    ],
)
def test_import_of_another_file_changes_nothing_and_says_why(
    curator: User, tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        call_command("import_operators", str(path), format="eudamed")

    assert not Operator.objects.exists()


def test_import_needs_a_curator(write: Write) -> None:
    with pytest.raises(CommandError, match="Aucun curateur"):
        call_command("import_operators", str(write({})), format="eudamed")


def test_choose_steward_takes_only_curators(curator: User) -> None:
    other: User = CuratorFactory()

    assert choose_steward() == curator
    assert choose_steward(other.email.upper()) == other
    with pytest.raises(User.DoesNotExist):
        choose_steward(UserFactory().email)


def test_the_real_extract_gives_145_operators_once(curator: User) -> None:
    path = str(shared_file("eudamed/devices_one_per_manufacturer_and_emdn.csv"))
    first, again = StringIO(), StringIO()

    call_command("import_operators", path, format="eudamed", stdout=first)
    call_command("import_operators", path, format="eudamed", stdout=again)

    tail = "145 fabricants : 145 créés, 0 mis à jour, 0 inchangés, 0 rejetés.\n"
    assert first.getvalue().endswith(tail)
    assert again.getvalue().endswith(
        tail.replace("145 créés, 0", "0 créés, 0").replace("0 inchangés", "145 inchangés")
    )
    assert Operator.objects.live().count() == 145
    assert len(first.getvalue().splitlines()) > 145


def test_by_language_keeps_what_says_something() -> None:
    assert by_language("en:Gloves || de: Handschuhe\n || fr:no || words") == {
        "en": "Gloves",
        "de": "Handschuhe",
    }


def test_known_branch_climbs_to_what_is_known() -> None:
    assert known_branch("A010203", ["A", "A0102"]) == "A0102"
    assert known_branch("B01", ["A"]) == ""
