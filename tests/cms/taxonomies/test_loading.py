import pytest

from cms.taxonomies.loading import load_terms
from cms.taxonomies.models import CooperationMode, DeviceCategory, Process, Standard

pytestmark = pytest.mark.django_db


def test_migrating_loads_the_shipped_terms() -> None:
    assert Process.objects.get(code="injection_moulding").labels == (
        "Injection plastique",
        "Injection moulding",
        "حقن البلاستيك",
    )
    assert CooperationMode.objects.count() == 12
    assert Standard.objects.get(code="EN ISO 13485").kind == "quality"
    assert DeviceCategory.objects.get(code="A0101", parent__code="A01").level == 3


def test_load_terms_again_changes_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert load_terms() == 0


def test_load_terms_keeps_what_a_curator_wrote_and_fills_what_is_blank() -> None:
    Process.objects.filter(code="extrusion").update(label_fr="Extrusion et co-extrusion")
    Process.objects.filter(code="extrusion").update(label_ar="")
    Process.objects.filter(code="coating").delete()

    assert load_terms() == 2

    extrusion = Process.objects.get(code="extrusion")
    assert (extrusion.label_fr, extrusion.label_ar) == ("Extrusion et co-extrusion", "البثق")
    assert Process.objects.filter(code="coating").exists()


def test_load_terms_brings_up_a_label_that_nobody_changed_since_it_was_shipped() -> None:
    CooperationMode.objects.filter(code="training").update(label_ar="تكوين")
    CooperationMode.objects.filter(code="supply").update(label_ar="التموين")

    assert (load_terms(), load_terms()) == (1, 0)

    labels = dict(CooperationMode.objects.values_list("code", "label_ar"))
    assert (labels["training"], labels["supply"]) == ("التكوين", "التموين")
