"""The thesaurus in Wagtail's admin: a curator's edit holds at once, in search and in the finder."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.taxonomies.models import Concept, DeviceCategory
from search.categories.finding import find_codes
from search.engines import SearchEngine
from search.indexing.services import apply_outbox
from search.requests import ANONYMOUS, SearchRequest
from tests.factories import CuratorFactory, UserFactory
from tests.search.factories import make_operator

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_taxonomies_concept:add"
EDIT = "wagtailsnippets_taxonomies_concept:edit"


@pytest.fixture(autouse=True)
def curator(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    settings.SENTENCE_ENCODER = "none"
    client.force_login(CuratorFactory())


def concept(**changes: Any) -> dict[str, Any]:
    terms = {"terms_fr": "zwibelin", "terms_en": "gizmo", "terms_ar": "", "abbreviations": ""}
    return {"code": "zwib", **terms, "categories": ["A010101"], **changes}


def test_the_form_shows_the_branches_by_their_labels(client: Client) -> None:
    row = Concept.objects.create(code="zwib", terms_fr="zwibelin", categories=["A0101", "X99"])
    page = client.get(reverse(EDIT, args=[row.pk])).content.decode()
    assert DeviceCategory.objects.get(code="A0101").label in page
    assert 'name="categories" value="X99" checked' in page


def test_a_concept_written_there_is_applied_without_a_rebuild(
    client: Client, engine: SearchEngine
) -> None:
    maker = make_operator("Atlas", body="We make gizmo parts.")
    apply_outbox()
    asked = SearchRequest(text="zwibelin")
    assert engine.search(asked, ANONYMOUS).hits == ()
    assert "A010101" not in found()

    assert client.post(reverse(ADD), concept()).status_code == 302

    assert [hit.pk for hit in engine.search(asked, ANONYMOUS).hits] == [maker.pk]
    assert found()[0] == "A010101"


def test_an_edit_of_the_branches_is_applied_at_once(client: Client) -> None:
    row = Concept.objects.create(code="zwib", terms_fr="zwibelin", categories=["A010101"])
    assert found()[0] == "A010101"

    sent = concept(categories=["W0101"])
    assert client.post(reverse(EDIT, args=[row.pk]), sent).status_code == 302

    row.refresh_from_db()
    assert row.categories == ["W0101"]
    assert "A010101" not in found()


def test_codes_that_are_there_may_stay_and_unknown_ones_may_not_come(client: Client) -> None:
    row = Concept.objects.create(code="zwib", terms_fr="zwibelin", categories=["X99"])
    page = reverse(EDIT, args=[row.pk])

    refused = client.post(page, concept(categories=["X98"]))
    kept = client.post(page, concept(categories=["X99", "A0101"]))

    assert list(refused.context["form"].errors) == ["categories"]
    assert kept.status_code == 302
    row.refresh_from_db()
    assert row.categories == ["X99", "A0101"]


def test_others_do_not_edit_the_thesaurus(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.post(reverse(ADD), concept()).status_code == 403
    assert not Concept.objects.filter(code="zwib").exists()


def found() -> list[str]:
    return find_codes("zwibelin")


def test_the_list_parts_the_terms_of_a_cell(client: Client) -> None:
    Concept.objects.create(code="zwib", terms_fr="zwibelin\ntruc", terms_ar="ألف\nباء")

    page = client.get("/admin/snippets/taxonomies/concept/?q=zwib").content.decode()

    assert ("zwibelin, truc" in page, "Termes français" in page) == (True, True)
