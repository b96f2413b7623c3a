"""Two curators at the same instant, each in a browser and with a connection of their own."""

from collections import Counter
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, TaskState

from accounts.models import User
from cms.operators.models import Operator
from tests.cms.curation.factories import submitted_operator
from tests.cms.publishing.factories import open_review
from tests.factories import CuratorFactory
from tests.threads import run_at_once

pytestmark = pytest.mark.usefixtures("shared_database")


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def told(response: Any) -> list[str]:
    """What the curator reads on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_two_curators_approving_at_once_publish_once_and_the_second_is_told(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = False
    open_review()
    _operator, state = submitted_operator("Rif Silicone")
    people = CuratorFactory.create_batch(2)
    browsers = [browser_of(person) for person in people]
    queue, page = reverse("curation_queue"), reverse("curation_review", args=[state.pk])
    url = reverse("curation_approve", args=[state.pk])

    answers = run_at_once([lambda client=client: client.post(url) for client in browsers])

    responses = [answer for answer in answers if isinstance(answer, HttpResponse)]
    assert {answer["Location"]: told(answer) for answer in responses} == {
        queue: ["« Rif Silicone » est publié."],
        page: ["Cette revue était déjà terminée : rien n'a été changé."],
    }
    logged = Counter(ModelLogEntry.objects.values_list("action", flat=True))
    assert (logged["wagtail.workflow.approve"], logged["wagtail.publish"]) == (1, 1)
    first = people[[answer["Location"] for answer in responses].index(queue)]
    assert ModelLogEntry.objects.get(action="wagtail.workflow.approve").user == first
    assert TaskState.objects.get().finished_by == first
    assert Operator.objects.get().live
