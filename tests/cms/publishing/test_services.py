from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.log_actions import registry
from wagtail.models import Revision, TaskState, WorkflowContentType, WorkflowState
from wagtail.signals import published

from cms.operators.models import Operator
from cms.publishing.errors import PublishingError
from cms.publishing.services import (
    approve,
    latest_draft,
    publish,
    reject,
    review_state,
    review_states,
    save_draft,
    submit_for_review,
    unpublish,
    withdraw_from_review,
)
from tests.cms.publishing.factories import draft_operator, open_review
from tests.factories import CuratorFactory, OperatorFactory, UserFactory

pytestmark = pytest.mark.django_db


def in_review() -> Operator:
    open_review()
    operator = draft_operator()
    submit_for_review(operator, user=UserFactory())
    return operator


def test_save_draft_of_a_new_operator_gives_it_a_row_that_is_not_live() -> None:
    person = UserFactory()
    operator = Operator(name="Souss Dispositifs", slug="souss", type="manufacturer")

    revision = save_draft(operator, user=person)

    assert Operator.objects.live().count() == 0
    assert revision.user == person
    assert latest_draft(Operator.objects.get()).name == "Souss Dispositifs"


def test_save_draft_of_a_live_operator_leaves_what_is_published() -> None:
    operator = OperatorFactory(name="Avant")
    operator.name = "Après"

    save_draft(operator, user=UserFactory())

    stored = Operator.objects.get()
    assert stored.name == "Avant"
    assert latest_draft(stored).name == "Après"
    assert review_state(stored).status == "live_with_draft"


def test_save_draft_with_a_wrong_field_keeps_no_version() -> None:
    operator = OperatorFactory()
    operator.seeks = ["no_such_mode"]

    with pytest.raises(ValidationError):
        save_draft(operator, user=UserFactory())

    assert Revision.objects.count() == 0


def test_save_draft_in_review_is_refused_to_the_company_and_open_to_curators() -> None:
    operator = in_review()

    with pytest.raises(PublishingError) as refusal:
        save_draft(operator, user=UserFactory())

    assert refusal.value.code == "in_review"
    assert save_draft(operator, user=CuratorFactory()).pk


def test_save_draft_of_a_locked_operator_is_refused() -> None:
    operator = OperatorFactory(locked=True, locked_by=CuratorFactory())

    with pytest.raises(PublishingError) as refusal:
        save_draft(operator, user=UserFactory())

    assert refusal.value.code == "locked"


def test_submit_opens_one_review_however_often_it_is_asked() -> None:
    open_review()
    operator, person = draft_operator(), UserFactory()

    answers = [submit_for_review(operator, user=person) for _time in range(3)]

    assert answers == [True, False, False]
    assert WorkflowState.objects.count() == TaskState.objects.count() == 1
    state = review_state(operator)
    assert (state.status, state.by, state.is_live) == ("in_review", person, False)


def test_submit_without_a_change_opens_no_review() -> None:
    open_review()

    assert submit_for_review(OperatorFactory(), user=UserFactory()) is False


def test_submit_without_a_workflow_is_refused_and_keeps_the_draft() -> None:
    WorkflowContentType.objects.all().delete()
    operator = draft_operator()

    with pytest.raises(PublishingError) as refusal:
        submit_for_review(operator, user=UserFactory())

    assert refusal.value.code == "no_workflow"
    assert review_state(operator).status == "draft"


def test_withdraw_gives_the_draft_back_to_the_company() -> None:
    operator, person = in_review(), UserFactory()

    answers = [withdraw_from_review(operator, user=person) for _time in range(2)]

    assert answers == [True, False]
    assert review_state(operator).status == "draft"
    assert save_draft(operator, user=person).pk


def test_approve_publishes_what_was_submitted() -> None:
    operator, curator = in_review(), CuratorFactory()

    assert approve(operator, by=curator) is True

    stored = Operator.objects.get()
    assert (stored.live, stored.has_unpublished_changes) == (True, False)
    assert [text.summary for text in stored.texts.all()] == ["Moulage de silicone."]
    assert review_state(stored).status == "live"


def test_approve_by_two_curators_with_stale_objects_publishes_once() -> None:
    operator = in_review()
    curators = CuratorFactory.create_batch(2)
    stale = [Operator.objects.get(), Operator.objects.get()]
    seen = TaskState.objects.get().pk
    sent: list[object] = []

    def count(**signal: object) -> None:
        sent.append(signal["instance"])

    published.connect(count)
    pairs = zip(stale, curators, strict=True)
    answers = [approve(operator, by=curator, seen=seen) for operator, curator in pairs]
    published.disconnect(count)

    assert answers == [True, False]
    assert sent == [operator]
    actions = registry.get_logs_for_instance(operator).values_list("action", flat=True)
    assert list(actions).count("wagtail.workflow.approve") == 1


def test_two_stale_task_states_have_one_effect() -> None:
    operator = in_review()
    first, second = TaskState.objects.get(), TaskState.objects.get()
    task = first.task.specific

    task.on_action(first, CuratorFactory(), "approve")
    task.on_action(second, CuratorFactory(), "reject", comment="Trop tard.")

    assert review_state(Operator.objects.get(pk=operator.pk)).status == "live"
    assert TaskState.objects.get().status == "approved"


def test_approve_of_a_version_taken_back_since_has_no_effect() -> None:
    operator, person = in_review(), UserFactory()
    seen = TaskState.objects.get().pk
    withdraw_from_review(operator, user=person)
    operator.name = "Jamais lu"
    save_draft(operator, user=person)
    submit_for_review(operator, user=person)

    assert approve(operator, by=CuratorFactory(), seen=seen) is False
    assert review_state(operator).status == "in_review"


def test_a_curator_decides_nothing_of_what_another_has_locked() -> None:
    operator, keeper, other = in_review(), CuratorFactory(), CuratorFactory()
    Operator.objects.filter(pk=operator.pk).update(locked=True, locked_by=keeper)

    for decide in (approve, partial(reject, reason="Précisez la classe.")):
        with pytest.raises(PublishingError) as caught:
            decide(operator, by=other)
        assert caught.value.code == "locked"

    assert approve(operator, by=keeper) is True


def test_approve_by_a_stranger_is_denied() -> None:
    operator = in_review()

    with pytest.raises(PermissionDenied):
        approve(operator, by=UserFactory())

    assert Operator.objects.live().count() == 0


def test_reject_carries_the_reason_and_resubmission_goes_on_with_the_same_review() -> None:
    operator, curator, person = in_review(), CuratorFactory(), UserFactory()

    assert reject(operator, by=curator, reason="Ajoutez la portée du certificat.") is True

    state = review_state(operator)
    assert (state.status, state.by) == ("rejected", curator)
    assert state.reason == "Ajoutez la portée du certificat."
    operator = latest_draft(Operator.objects.get())
    operator.name = "Rif Silicone SARL"
    save_draft(operator, user=person)
    assert submit_for_review(operator, user=person) is True
    assert WorkflowState.objects.get().requested_by == person
    approve(operator, by=curator)
    assert Operator.objects.live().get().name == "Rif Silicone SARL"


def test_reject_without_a_reason_has_no_effect() -> None:
    operator = in_review()

    with pytest.raises(ValidationError):
        reject(operator, by=CuratorFactory(), reason="  ")

    assert review_state(operator).status == "in_review"


def test_publish_and_unpublish_without_review() -> None:
    operator = publish(Operator(name="Import", slug="import", type="manufacturer")).content_object
    assert Operator.objects.live().get() == operator

    unpublish(operator, user=UserFactory())

    assert review_state(Operator.objects.get()).status == "draft"


def test_review_states_of_many_take_two_queries(django_assert_num_queries: object) -> None:
    open_review()
    operators = [draft_operator(slug=f"rif-{n}") for n in range(3)]
    for operator in operators:
        submit_for_review(operator, user=UserFactory())
    operators = list(Operator.objects.order_by("pk"))

    with django_assert_num_queries(2):  # type: ignore[operator]
        states = review_states(operators)

    assert [state.status for state in states.values()] == ["in_review"] * 3
