"""The two constructors: what of a profile is searched, by whom, under which filters."""

from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import pytest

from cms.operators.models import Capability, Credential, Operator
from cms.opportunities.models import Opportunity
from cms.taxonomies.models import CooperationMode, DeviceCategory, Process, Standard
from search.documents import (
    HeldCredential,
    Labels,
    operator_document,
    opportunity_document,
)
from search.documents.labels import with_ancestors
from search.documents.opportunities import stricter
from search.documents.packing import packed
from tests.factories import MembershipFactory, OperatorFactory, UserFactory
from tests.search.engines.documents import operator
from tests.search.factories import make_operator, make_opportunity

pytestmark = pytest.mark.django_db


def label(model: Any, code: str, fr: str, en: str = "", ar: str = "", **fields: Any) -> None:
    """A term of a code list, replacing the shipped one."""
    labels = {"label_fr": fr, "label_en": en, "label_ar": ar}
    model.objects.update_or_create(code=code, defaults=labels | fields)


@pytest.fixture
def profile() -> Operator:
    """An operator with one of everything."""
    label(Process, "extrusion", "Extrusion", "Extrusion", "البثق")
    label(CooperationMode, "supply", "Approvisionnement", "Supply", "توريد")
    label(Standard, "ISO 9001", "ISO 9001")
    for code, fr in (("A", "Administration"), ("A02", "Seringues")):
        label(DeviceCategory, code, fr, level=len(code) // 2 + 1)
    made = make_operator(
        "Atlas",
        body="Tubes médicaux",
        name_ar="أطلس",
        city="Berrechid",
        employees=49,
        email="contact@atlas.example",
        languages=["fr", "ar"],
        seeks=["supply"],
        offers=["supply", "unknown_mode"],
    )
    Capability.objects.create(
        operator=made, process="extrusion", categories=["A02"], classes=["IIa"], note="jusqu'à 5 mm"
    )
    Credential.objects.create(
        operator=made, standard="ISO 9001", number="MA-77", valid_to=date(2027, 1, 1)
    )
    MembershipFactory(operator=made, user__first_name="Amina", user__last_name="Berrada")
    MembershipFactory(operator=made, user=UserFactory(is_active=False, last_name="Partie"))
    return Operator.objects.get(pk=made.pk)


def test_an_operator_is_found_by_what_it_says_and_does(profile: Operator) -> None:
    document = operator_document(profile)
    assert (document.id, document.kind, document.pk) == (
        f"operators-{profile.pk}",
        "operators",
        profile.pk,
    )
    assert document.names == ("Atlas", "أطلس")
    assert document.bodies == {"fr": "Tubes médicaux"}
    labels = {(k.facet, k.code): dict(k.labels) for k in document.keywords}
    assert labels["processes", "extrusion"] == {"fr": "Extrusion", "en": "Extrusion", "ar": "البثق"}
    assert labels["categories", "A"] == {"fr": "Administration"}
    assert labels["countries", "MA"] == {"fr": "Maroc", "en": "Morocco", "ar": "المغرب"}
    assert labels["operator_types", "subcontractor"]["fr"] == "Sous-traitant"
    assert ("modes", "unknown_mode") not in labels
    free = [dict(k.labels) for k in document.keywords if not k.facet]
    assert free == [{"": "Berrechid"}, {"": "jusqu'à 5 mm"}]


def test_an_operator_is_filtered_by_its_codes(profile: Operator) -> None:
    document = operator_document(profile)
    assert document.facets == {
        "countries": ("MA",),
        "regions": ("MA-06",),
        "operator_types": ("subcontractor",),
        "sizes": ("small",),
        "languages": ("fr", "ar"),
        "processes": ("extrusion",),
        "categories": ("A02", "A"),
        "classes": ("IIa",),
        "modes": ("supply", "unknown_mode"),
    }
    assert document.credentials == (HeldCredential("ISO 9001", None, date(2027, 1, 1)),)


def test_people_addresses_and_numbers_are_for_members(profile: Operator) -> None:
    document = operator_document(profile)
    assert document.member_text == "Amina Berrada · contact@atlas.example · MA-77"
    public = repr((document.names, document.bodies, document.keywords))
    assert not any(text in public for text in ("Berrada", "contact@", "MA-77"))


def test_the_digest_follows_the_content(profile: Operator) -> None:
    before = operator_document(profile).digest()
    assert operator_document(Operator.objects.get(pk=profile.pk)).digest() == before
    Operator.objects.filter(pk=profile.pk).update(city="Settat")
    assert operator_document(Operator.objects.get(pk=profile.pk)).digest() != before


def test_the_digest_leaves_the_vector_aside() -> None:
    document = operator(1, "Atlas")
    assert document.with_vector(None).digest() == document.digest()
    assert operator(1, "Rif").digest() != document.digest()
    assert operator(1, "Atlas \ud800").digest() != document.digest()


def test_what_is_packed_is_the_same_for_every_mapping() -> None:
    labels = {"fr": "Gants", "en": "Gloves \ud800"}
    assert packed(MappingProxyType(labels)) == packed(labels) == b'{"en":"Gloves ?","fr":"Gants"}'


def test_an_opportunity_is_found_by_its_title_and_its_operator() -> None:
    made = make_opportunity(
        "Cherche mouliste",
        body="Deux moules",
        operator=OperatorFactory(name="Atlas", visibility="members"),
        processes=["extrusion"],
        categories=["A0201"],
        trl=6,
        expires_on=date(2027, 1, 31),
        published_on=date(2026, 12, 1),
    )
    document = opportunity_document(Opportunity.objects.get(pk=made.pk))
    assert document.id == f"opportunities-{made.pk}"
    assert (document.names, document.titles) == (("Atlas",), {"fr": "Cherche mouliste"})
    assert (document.operator_pk, document.visibility) == (made.operator_id, "members")
    assert (document.trl, document.expires_on) == (6, date(2027, 1, 31))
    assert document.facets["sides"] == ("request",)
    assert document.facets["categories"] == ("A0201", "A02", "A")
    assert document.published_at == datetime(2026, 12, 1, tzinfo=UTC)


def test_shared_labels_cost_no_query_per_document(
    profile: Operator, django_assert_num_queries: Any
) -> None:
    labels = Labels()
    row = Operator.objects.with_children().prefetch_related("memberships__user").get(pk=profile.pk)
    first = operator_document(row, labels)
    with django_assert_num_queries(0):
        assert operator_document(row, labels) == first


def test_an_opportunity_shows_no_more_than_its_operator() -> None:
    assert stricter("public", "named") == "named"
    assert stricter("members", "public") == "members"


def test_a_category_holds_its_branch() -> None:
    assert with_ancestors(("A0201", "A01")) == ("A0201", "A02", "A", "A01")
