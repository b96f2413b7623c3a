"""The public page of an operator, for each kind of reader."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import hooks

from cms.operators.models import CredentialVerification, Operator, OperatorText
from cms.opportunities.models import OpportunityText
from cms.publishing.services import latest_draft, save_draft
from tests.cms.operators.factories import certificate, full_operator, people_of, signed_in
from tests.factories import MembershipFactory, OperatorFactory, OpportunityFactory

pytestmark = pytest.mark.django_db

FOR_MEMBERS = (
    "NMC-4711",
    "contact@rif.example",
    "539 00 00 00",
    "250\u202f",
    "777",
    "شهادة",
    "canules",
)


def page_of(operator: Operator, user: Any = None, language: str = "fr") -> str:
    url = f"/{language}/operators/{operator.slug}/"
    return signed_in(user).get(url).content.decode()


def test_show_keeps_what_is_for_members_out_of_the_page_of_a_visitor(client: Client) -> None:
    operator = full_operator()
    owner = MembershipFactory(operator=operator, user__last_name="Zeroual").user
    html = page_of(operator)
    assert [word for word in (*FOR_MEMBERS, owner.last_name, owner.email) if word in html] == []
    assert "Moulage de silicone." in html
    assert "les numéros des certificats" in html
    assert f"{reverse('account_login')}?next=/fr/operators/rif-silicone/" in html


def test_show_gives_a_member_of_another_operator_all_but_the_evidence() -> None:
    operator = full_operator()
    MembershipFactory(operator=operator, user__last_name="Zeroual")
    html = page_of(operator, people_of(OperatorFactory())["stranger"])
    assert [
        w for w in ("NMC-4711", "contact@rif.example", "Zeroual", "canules") if w not in html
    ] == []
    assert "شهادة" not in html
    assert "les numéros des certificats" not in html


def test_show_gives_the_evidence_to_its_members_and_to_curators() -> None:
    operator = full_operator()
    people = people_of(operator)
    seen = {who for who, user in people.items() if "شهادة الجودة.pdf" in page_of(operator, user)}
    assert seen == {"owner", "editor", "viewer", "curator"}


def test_show_offers_the_editor_only_to_those_who_may_write() -> None:
    operator = full_operator()
    people = people_of(operator)
    seen = {who for who, user in people.items() if "/edit/identity/" in page_of(operator, user)}
    assert seen == {"owner", "editor"}


def test_show_falls_back_on_another_language_and_says_so() -> None:
    operator = full_operator()
    html = page_of(operator, language="en")
    assert '<div class="prose" lang="fr" dir="auto">' in html
    assert 'href="/fr/operators/rif-silicone/" hreflang="fr" lang="fr"' in html


def test_show_in_the_language_of_the_reader_says_nothing_of_others() -> None:
    operator = full_operator()
    OperatorText.objects.create(operator=operator, language="en", summary="Silicone moulding.")
    html = page_of(operator, language="en")
    assert "Silicone moulding." in html
    assert 'hreflang="fr" lang="fr"' not in html


def test_show_has_canonical_and_alternate_addresses() -> None:
    html = page_of(full_operator(), language="ar")
    assert '<link rel="canonical" href="http://testserver/ar/operators/rif-silicone/">' in html
    for code in ("fr", "en", "ar"):
        link = f'hreflang="{code}" href="http://testserver/{code}/operators/rif-silicone/"'
        assert link in html


def test_show_marks_a_verified_credential_until_a_fact_of_it_changes() -> None:
    operator = full_operator()
    credential = operator.credentials.get()
    CredentialVerification.objects.create(credential=credential, digest=credential.digest)
    assert "Vérifié le" in page_of(operator)
    credential.scope = "Canules et sondes"
    credential.save()
    assert "Vérifié le" not in page_of(operator)


def test_show_marks_an_expired_credential() -> None:
    operator = full_operator()
    assert "Expiré" not in page_of(operator)
    certificate(operator, valid_to=date(2020, 1, 1))
    assert page_of(operator).count("Expiré") == 1


def test_show_of_an_unpublished_operator_leads_its_members_to_the_draft() -> None:
    operator = full_operator(live=False)
    url, preview = "/fr/operators/rif-silicone/", "/fr/operators/rif-silicone/preview/"
    answers = {}
    for who, user in people_of(operator).items():
        response = signed_in(user).get(url)
        answers[who] = response["Location"] if response.status_code == 302 else response.status_code
    members = dict.fromkeys(("owner", "editor", "viewer", "curator"), preview)
    assert answers == members | {"stranger": 404, "anonymous": 404}


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", {"owner", "editor", "viewer", "stranger", "curator", "anonymous"}),
        ("members", {"owner", "editor", "viewer", "stranger", "curator"}),
        ("named", {"owner", "editor", "viewer", "curator"}),
    ],
)
def test_show_obeys_the_visibility(visibility: str, readers: set[str]) -> None:
    operator = full_operator(visibility=visibility)
    url = "/fr/operators/rif-silicone/"
    people = people_of(operator)
    seen = {who for who, user in people.items() if signed_in(user).get(url).status_code == 200}
    assert seen == readers


def test_preview_shows_the_draft_while_the_page_shows_what_is_published() -> None:
    operator = full_operator()
    owner = MembershipFactory(operator=operator).user
    draft = latest_draft(operator)
    draft.name = "Rif Silicone Médical"
    save_draft(draft, user=owner)
    client = signed_in(owner)
    assert (
        "Rif Silicone Médical" in client.get("/fr/operators/rif-silicone/preview/").content.decode()
    )
    assert "Rif Silicone Médical" not in client.get("/fr/operators/rif-silicone/").content.decode()


def test_preview_is_for_members_and_curators() -> None:
    operator = full_operator()
    url = "/fr/operators/rif-silicone/preview/"
    codes = {w: signed_in(u).get(url).status_code for w, u in people_of(operator).items()}
    assert codes == {
        "owner": 200,
        "editor": 200,
        "viewer": 200,
        "curator": 200,
        "stranger": 404,
        "anonymous": 302,
    }


def test_show_shows_the_arabic_name_to_who_reads_arabic() -> None:
    operator = full_operator(name_ar="ريف سيليكون")
    assert '<h1><bdi dir="auto">ريف سيليكون</bdi></h1>' in page_of(operator, language="ar")
    assert '<h1><bdi dir="auto">Rif Silicone</bdi></h1>' in page_of(operator)


def test_show_has_the_pieces_that_other_apps_give() -> None:
    operator = full_operator()

    def action(request: Any, operator: Operator) -> str:
        return f"<b>ask {operator.pk}</b>"

    with hooks.register_temporarily("operator_actions", action):
        html = page_of(operator)
    assert f"<b>ask {operator.pk}</b>" in html


def test_show_takes_the_same_queries_for_one_and_for_three_rows(
    django_assert_num_queries: Any,
) -> None:
    operator = full_operator()
    url = "/fr/operators/rif-silicone/"
    with django_assert_num_queries(QUERIES):
        Client().get(url)
    for _turn in range(2):
        certificate(operator)
        operator.capabilities.create(process="extrusion", categories=["A0701"])
    operator.save()
    with django_assert_num_queries(QUERIES):
        Client().get(url)


def test_show_of_an_unknown_address_is_not_found(client: Client) -> None:
    assert client.get("/fr/operators/personne/").status_code == 404


def test_dates_are_written_in_the_language_of_the_page() -> None:
    assert "31 janvier 2099" in page_of(full_operator())


QUERIES = 10


def test_show_says_the_language_of_prose_and_names(client: Client) -> None:
    operator = full_operator(name_ar="ريف سيليكون")
    operator.capabilities.update(note="قوالب صغيرة")
    opportunity = OpportunityFactory(operator=operator)
    OpportunityText.objects.create(opportunity=opportunity, language="ar", title="مضخات")

    html = client.get(f"/fr/operators/{operator.slug}/").content.decode()
    english = client.get(f"/en/operators/{operator.slug}/").content.decode()

    assert '<p class="lead" dir="auto">Moulage de silicone.</p>' in html
    assert '<p class="lead" lang="fr" dir="auto">Moulage de silicone.</p>' in english
    assert '<div class="prose" lang="fr" dir="auto"><p>Depuis 1998.</p></div>' in english
    assert '<bdi lang="ar" dir="auto">ريف سيليكون</bdi>' in html
    assert '<p class="small" lang="ar" dir="auto">قوالب صغيرة</p>' in html
    assert f'href="/fr/opportunities/{opportunity.pk}/" lang="ar" dir="auto">مضخات</a>' in html
