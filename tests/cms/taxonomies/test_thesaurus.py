"""The first thesaurus: shipped once, the curators' from then on."""

import pytest

from cms.taxonomies.loading import load_terms
from cms.taxonomies.models import Concept

pytestmark = pytest.mark.django_db


def test_the_first_thesaurus_is_there_in_three_languages() -> None:
    concept = Concept.objects.get(code="eto-sterilisation")
    assert ("oxyde d'éthylène", "fr") in concept.terms
    assert ("ethylene oxide", "en") in concept.terms
    assert ("أكسيد الإيثيلين", "ar") in concept.terms
    assert ("OE", "") in concept.terms
    assert Concept.objects.count() >= 300


def test_loading_again_leaves_what_curators_wrote() -> None:
    Concept.objects.filter(code="syringe").update(terms_fr="", is_retired=True)
    assert load_terms() == 0
    concept = Concept.objects.get(code="syringe")
    assert (concept.terms_fr, concept.is_retired) == ("", True)


def test_loading_adds_what_is_missing() -> None:
    Concept.objects.filter(code="syringe").delete()
    assert load_terms() == 1
    assert str(Concept.objects.get(code="syringe")) == "seringue"
