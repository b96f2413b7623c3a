"""Two people at the same instant, each with a connection of their own."""

from collections import Counter

import pytest
from wagtail.models import TaskState, WorkflowState

from cms.operators.models import Operator
from cms.publishing.services import approve, reject, submit_for_review
from tests.cms.publishing.factories import draft_operator, open_review
from tests.factories import CuratorFactory, UserFactory
from tests.threads import run_at_once

pytestmark = pytest.mark.usefixtures("shared_database")


def test_two_curators_at_once_have_one_effect() -> None:
    open_review()
    operator = draft_operator()
    submit_for_review(operator, user=UserFactory())
    one, other = CuratorFactory.create_batch(2)

    answers = run_at_once(
        [
            lambda: approve(Operator.objects.get(), by=one),
            lambda: reject(Operator.objects.get(), by=other, reason="Précisez la classe."),
        ]
    )

    assert Counter(answers) == {True: 1, False: 1}
    assert TaskState.objects.get().finished_by in (one, other)


def test_submitted_twice_at_once_opens_one_review() -> None:
    open_review()
    operator, person = draft_operator(), UserFactory()

    answers = run_at_once(
        [lambda: submit_for_review(Operator.objects.get(pk=operator.pk), user=person)] * 2
    )

    assert Counter(answers) == {True: 1, False: 1}
    assert WorkflowState.objects.count() == 1
