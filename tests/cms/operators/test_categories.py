"""The search of device categories by words in three languages, and its picker."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail import hooks

from cms.operators.categories import category_lines, find_categories, propose_categories
from cms.operators.forms.categories import CategoriesField, Picked
from cms.taxonomies.models import DeviceCategory
from tests.cms.operators.factories import signed_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nomenclature(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(hooks._hooks, "category_search", [])
    DeviceCategory.objects.update(is_retired=True)
    top = DeviceCategory.objects.create(
        code="E", label_fr="Administration", label_en="Administration", label_ar="إعطاء", level=1
    )
    for code, french, english, arabic in (
        ("E01", "Aiguilles", "Needles", "إبر"),
        ("E02", "Seringues à usage unique", "Single-use syringes", "محاقن"),
        ("E03", "Dispositifs à seringue", "Syringe devices", "أجهزة ذات محقن"),
    ):
        DeviceCategory.objects.create(
            code=code, label_fr=french, label_en=english, label_ar=arabic, parent=top, level=2
        )


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("e0", ["E01", "E02", "E03"]),
        ("SERINGUES", ["E02"]),
        ("seringue", ["E02", "E03"]),
        ("usage unique", ["E02"]),
        ("syringe", ["E03", "E02"]),
        ("محاقن", ["E02"]),
        ("ابر", ["E01"]),
        ("", []),
        ("(((", []),
        ("x" * 10_000, []),
        ("🩺", []),
    ],
)
def test_find_categories_by_code_or_words_in_any_language(words: str, codes: list[str]) -> None:
    assert [line.code for line in find_categories(words)] == codes


def test_find_categories_leaves_out_what_is_retired() -> None:
    DeviceCategory.objects.filter(code="E01").update(is_retired=True)
    assert find_categories("aiguilles") == []


def test_category_lines_have_their_branch_and_keep_unknown_codes() -> None:
    lines = category_lines(["E01", "E99"])
    assert (lines["E01"].label, lines["E01"].above) == ("Aiguilles", ("Administration",))
    assert (lines["E99"].label, lines["E99"].above) == ("E99", ("Administration",))


def test_category_lines_leave_out_what_is_too_long_for_a_code() -> None:
    """A hundred thousand characters asked for fifty thousand codes, for minutes."""
    assert list(category_lines(["E01", "E" + "01" * 50_000, "x" * 100_000])) == ["E01"]


def test_proposals_read_the_beginning_of_what_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def search(text: str, limit: int) -> list[str]:
        asked.append(len(text))
        return []

    monkeypatch.setitem(hooks._hooks, "category_search", [(search, 0)])
    assert propose_categories("zellige " * 20_000) == []
    assert asked == [500]


@pytest.mark.parametrize(
    ("picked", "codes"),
    [
        (Picked(("E01",)), ["E01"]),
        (Picked((), "e01, E02"), ["E01", "E02"]),
        (Picked(("E01",), "e02"), ["E01", "E02"]),
        (Picked(("E01",), "aiguille"), ["E01"]),
        (Picked((), ""), []),
    ],
)
def test_the_field_takes_ticks_and_typed_codes(picked: Picked, codes: list[str]) -> None:
    assert CategoriesField(required=False).clean(picked) == codes


@pytest.mark.parametrize(
    ("picked", "code"),
    [
        (Picked(("E77",)), "unknown"),
        (Picked((), "e99"), "unknown"),
        (Picked((), "seringue"), "unchosen"),
        (Picked(("E01",), "seringue"), "unchosen"),
        (Picked((), "navires"), "unfound"),
    ],
)
def test_the_field_refuses_what_leads_to_no_code(picked: Picked, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        CategoriesField(required=False).clean(picked)
    assert caught.value.code == code


def test_the_field_takes_what_the_list_proposed_for_the_meaning() -> None:
    """The words are in no label: a higher package led from them to the code that is ticked."""
    with hooks.register_temporarily("category_search", lambda text, limit: ["E01"]):
        taken = CategoriesField(required=False).clean(Picked(("E01",), "piqûre"))
        with pytest.raises(ValidationError) as caught:
            CategoriesField(required=False).clean(Picked(("E02",), "piqûre"))
    assert (taken, caught.value.code) == (["E01"], "unchosen")


def test_the_list_has_what_is_ticked_first() -> None:
    client = signed_in(UserFactory())
    data = {"name": "categories", "categories-words": "seringue", "categories": ["E01"]}
    html = client.get("/fr/operators/categories/", data).content.decode()
    assert html.index('value="E01" checked') < html.index('value="E02"') < html.index('value="E03"')


def test_the_list_is_for_people_signed_in(client: Client) -> None:
    assert client.get("/fr/operators/categories/").status_code == 302
