"""The category finder: what companies say they make, in three languages, leads to their codes."""

from collections.abc import Iterator

import pytest

from cms.operators.categories import find_categories, propose_categories
from cms.taxonomies.models import DeviceCategory
from search.categories import finding
from search.categories.finding import find_codes, look_again
from tests.cms.operators.factories import signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    look_again()
    yield
    look_again()


@pytest.mark.parametrize(
    ("text", "branch"),
    [
        ("Nous fabriquons des seringues stériles de 10 ml", "A02"),
        ("we make disposable syringes", "A02"),
        ("نصنع محاقن معقمة", "A02"),
        ("fauteuil roulant", "Y12"),
        ("gants d'examen en nitrile", "T01"),
        ("surgical face masks type IIR", "T0206"),
        ("كمامات طبية", "T0206"),
        ("compresses de gaze", "M02"),
        ("Mullkompressen", "M02"),
        ("lit d'hôpital électrique", "V08"),
    ],
)
def test_find_codes_from_words_in_three_languages(text: str, branch: str) -> None:
    assert find_codes(text, limit=3, wait=True)[0].startswith(branch)


@pytest.mark.parametrize("text", ["", "   ", "(((", "12345", "🩺", "\ud800", "xqzvblorp"])
def test_find_codes_of_nothing_that_means_something_is_quiet(text: str) -> None:
    assert isinstance(find_codes(text, wait=True), list)


def test_find_codes_never_proposes_what_is_retired() -> None:
    DeviceCategory.objects.filter(code__startswith="A02").update(is_retired=True)
    found = find_codes("seringues", limit=20, wait=True)
    assert [code for code in found if code.startswith("A02")] == []


def test_find_codes_knows_a_label_mended_a_moment_ago() -> None:
    find_codes("seringue", wait=True)
    needle = DeviceCategory.objects.get(code="A01")
    needle.label_fr = "Zwibelines hospitalières"
    needle.save()
    assert find_codes("zwibeline")[0] == "A01"


def test_a_long_text_is_read_to_its_bound() -> None:
    assert find_codes("seringue " + "x " * 50_000, limit=1, wait=True)[0].startswith("A02")


def test_propose_categories_puts_the_words_typed_first_then_what_fits() -> None:
    find_codes("x", wait=True)
    codes = [line.code for line in propose_categories("seringues")]
    assert codes[0] == "A02"
    assert any(code.startswith("A02") for code in codes[1:])


def test_propose_categories_finds_by_meaning_what_no_label_says() -> None:
    find_codes("x", wait=True)
    assert find_categories("surblouses de visiteurs") == []
    codes = [line.code for line in propose_categories("surblouses de visiteurs")]
    assert codes[0].startswith("T02")


def test_the_form_proposes_as_one_types_with_the_branch() -> None:
    find_codes("x", wait=True)
    client = signed_in(UserFactory())
    data = {"name": "categories", "categories-words": "nous fabriquons des seringues stériles"}
    html = client.get("/fr/operators/categories/", data).content.decode()
    assert 'value="A02' in html
    assert "Dispositifs d&#x27;administration, de prélèvement et de recueil" in html


def test_make_index_of_a_former_state_is_not_served() -> None:
    find_codes("x", wait=True)
    serving = finding.STATE.index
    finding.make_index([("A", "Ancien", "", "", True)], [], "former")
    assert finding.STATE.index is serving
