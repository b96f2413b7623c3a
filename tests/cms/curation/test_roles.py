import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupPagePermission, Workflow, WorkflowContentType

from accounts.models import CURATORS, OBSERVERS, VERIFIERS
from cms.curation.roles import REVIEW, set_up_roles
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity
from tests.cms.curation.factories import member_of

pytestmark = pytest.mark.django_db


def counts() -> list[tuple[str, int]]:
    pages = GroupPagePermission.objects.count()
    rights = [(group.name, group.permissions.count()) for group in Group.objects.all()]
    return [*sorted(rights), ("pages", pages)]


def test_migrating_sets_up_one_review_for_both_models() -> None:
    assert {str(link.workflow) for link in WorkflowContentType.objects.all()} == {REVIEW}
    models = {link.content_type for link in WorkflowContentType.objects.all()}
    assert models == set(ContentType.objects.get_for_models(Operator, Opportunity).values())


def test_set_up_roles_again_changes_nothing() -> None:
    before = counts()

    set_up_roles()

    assert counts() == before
    assert Workflow.objects.filter(name=REVIEW).count() == 1


def test_set_up_roles_leaves_a_paused_review_paused() -> None:
    Workflow.objects.get(name=REVIEW).deactivate()

    set_up_roles()

    assert Operator().get_workflow() is None


@pytest.mark.parametrize(
    ("right", "holders"),
    [
        ("wagtailadmin.access_admin", {CURATORS, VERIFIERS, OBSERVERS}),
        ("curation.view_queue", {CURATORS, VERIFIERS, OBSERVERS}),
        ("operators.view_operator", {CURATORS, VERIFIERS}),
        ("operators.add_credentialverification", {CURATORS, VERIFIERS}),
        ("operators.change_operator", {CURATORS}),
        ("operators.publish_operator", {CURATORS}),
        ("opportunities.publish_opportunity", {CURATORS}),
        ("taxonomies.change_process", {CURATORS}),
        ("accounts.view_user", {CURATORS}),
        ("accounts.change_user", set()),
        ("operators.delete_operator", set()),
    ],
)
def test_a_right_belongs_to_just_these_groups(right: str, holders: set[str]) -> None:
    people = {name: member_of(name) for name in (CURATORS, VERIFIERS, OBSERVERS)}

    assert {name for name, person in people.items() if person.has_perm(right)} == holders
