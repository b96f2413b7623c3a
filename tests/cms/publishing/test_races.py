"""Two people at the same instant, each with a connection of their own."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection
from wagtail.models import TaskState, WorkflowState

from cms.operators.models import Operator
from cms.publishing.services import approve, reject, submit_for_review
from tests.cms.publishing.factories import draft_operator, open_review
from tests.factories import CuratorFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], bool]) -> list[bool]:
    """Run the acts at one moment and return the sorted answers; an error fails the test."""
    barrier, answers = Barrier(len(acts)), list[bool]()

    def run(act: Callable[[], bool]) -> None:
        barrier.wait()
        try:
            answers.append(act())
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_two_curators_at_once_have_one_effect() -> None:
    open_review()
    operator = draft_operator()
    submit_for_review(operator, user=UserFactory())
    one, other = CuratorFactory.create_batch(2)

    answers = at_once(
        lambda: approve(Operator.objects.get(), by=one),
        lambda: reject(Operator.objects.get(), by=other, reason="Précisez la classe."),
    )

    assert answers == [False, True]
    assert TaskState.objects.get().finished_by in (one, other)


def test_submitted_twice_at_once_opens_one_review() -> None:
    open_review()
    operator, person = draft_operator(), UserFactory()

    answers = at_once(
        lambda: submit_for_review(Operator.objects.get(pk=operator.pk), user=person),
        lambda: submit_for_review(Operator.objects.get(pk=operator.pk), user=person),
    )

    assert answers == [False, True]
    assert WorkflowState.objects.count() == 1
