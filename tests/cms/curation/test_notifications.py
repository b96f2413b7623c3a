import pytest
from django.core import mail
from django.urls import reverse

from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from cms.publishing.services import (
    approve,
    latest_draft,
    reject,
    save_draft,
    submit_for_review,
)
from notifications.models import Notification
from tests.cms.curation.factories import submitted_operator, submitted_opportunity
from tests.factories import CuratorFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str]]:
    return [(n.user.email, n.event, n.url) for n in Notification.objects.order_by("pk")]


def test_curators_are_told_of_each_submission() -> None:
    curator = CuratorFactory()

    _operator, state = submitted_operator()

    url = reverse("curation_review", args=[state.pk])
    assert told() == [(curator.email, "curation.submitted", url)]


def test_the_company_reads_the_reason_and_may_resubmit() -> None:
    operator, _state = submitted_operator()
    owner = operator.memberships.get().user
    viewer = MembershipFactory(operator=operator, role="viewer").user
    curator = CuratorFactory()

    reject(operator, by=curator, reason="Joignez le certificat.")

    news = Notification.objects.get(event="curation.profile_rejected")
    assert (news.user, news.params["reason"]) == (owner, "Joignez le certificat.")
    assert not Notification.objects.filter(user=viewer).exists()
    submit_for_review(operator, user=owner)
    assert Notification.objects.filter(event="curation.submitted", user=curator).count() == 1


def test_the_company_is_told_that_its_profile_is_published() -> None:
    operator, _state = submitted_operator()

    approve(operator, by=CuratorFactory())

    news = Notification.objects.get(event="curation.profile_approved")
    assert news.url == Operator.objects.get().get_absolute_url()


def test_publishing_from_the_edit_page_tells_the_company_too() -> None:
    operator, _state = submitted_operator()
    curator = CuratorFactory()

    Operator.objects.get(pk=operator.pk).latest_revision.publish(user=curator)

    assert Notification.objects.filter(event="curation.profile_approved").count() == 1


def test_an_opportunity_is_dated_and_told_of_when_it_is_approved() -> None:
    operator, _state = submitted_operator()
    curator = CuratorFactory()
    approve(operator, by=curator)
    opportunity, _state = submitted_opportunity(operator)

    approve(opportunity, by=curator)

    stored = Opportunity.objects.get()
    assert stored.published_on == stored.first_published_at.date()
    assert Notification.objects.filter(event="curation.opportunity_approved").count() == 1
    stored.unit = "pièces"
    save_draft(stored, user=curator)
    latest_draft(stored).latest_revision.publish(user=curator)
    assert Opportunity.objects.get().published_on == stored.published_on


def test_no_mail_of_the_review_leads_into_the_admin(
    django_capture_on_commit_callbacks: object,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        operator, _state = submitted_operator()
        reject(operator, by=CuratorFactory(), reason="Précisez.")

    owner = operator.memberships.get().user
    mails = [message for message in mail.outbox if owner.email in message.to]
    assert len(mails) == 1
    assert "Précisez." in str(mails[0].body)
    assert "/admin/" not in str(mails[0].body)
