"""The groups of the federation, the agency and the institutions, and the review they work with.

Set up after each migration (and after a flush in tests). It only adds: a right or a workflow
that staff have changed in the admin stays as they left it, but a right taken from these groups
comes back, since the code of the site counts on it.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.db.models import Model
from wagtail.models import (
    GroupPagePermission,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from accounts.models import CURATORS, OBSERVERS, VERIFIERS, User
from cms.curation.models import ReviewSettings
from cms.operators.models import CredentialVerification, Operator
from cms.opportunities.models import Opportunity
from cms.pages.trees import root_page
from cms.publishing.models import ReviewTask
from cms.taxonomies.models import Concept, CooperationMode, DeviceCategory, Process, Standard

REVIEW = "Revue de la fédération"
SNIPPET_ACTIONS = ("add", "change", "view", "publish", "lock", "unlock")
Rights = tuple[tuple[type[Model], tuple[str, ...]], ...]
RIGHTS: dict[str, Rights] = {
    CURATORS: (
        (Operator, SNIPPET_ACTIONS),
        (Opportunity, SNIPPET_ACTIONS),
        *(
            (term, ("add", "change", "delete", "view"))
            for term in (Process, CooperationMode, Standard, DeviceCategory, Concept)
        ),
        (CredentialVerification, ("add", "delete", "view")),
        (ReviewSettings, ("change", "view")),
        (User, ("view",)),
    ),
    VERIFIERS: ((Operator, ("view",)), (CredentialVerification, ("add", "delete", "view"))),
    OBSERVERS: (),
}
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


def set_up_after_migrate(*, using: str, **signal: Any) -> None:
    """Receive post_migrate; an older state of the database, without our tables, is left alone."""
    tables = set(connections[using].introspection.table_names())
    needed = (ReviewSettings, ReviewTask, Operator, Opportunity, GroupPagePermission)
    if tables >= {model._meta.db_table for model in needed}:
        set_up_roles()


@transaction.atomic
def set_up_roles() -> None:
    """Create what lacks of the groups, their rights and the review."""
    ContentType.objects.clear_cache()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in RIGHTS}
    for name, group in groups.items():
        group.permissions.add(admin_right("access_admin", "wagtailadmin", "admin"))
        group.permissions.add(queue_right(), *rights(RIGHTS[name]))
    give_pages(groups[CURATORS])
    set_up_review(groups[CURATORS])


def rights(wanted: Rights) -> Iterable[Permission]:
    """The permissions of some actions on some models, made where Django has not made them yet."""
    for model, actions in wanted:
        content_type = ContentType.objects.get_for_model(model)
        for action in actions:
            yield right(f"{action}_{model._meta.model_name}", content_type)


def right(codename: str, content_type: ContentType) -> Permission:
    """One permission, named as Django names its own."""
    name = f"Can {codename.replace('_', ' ', 1)}"
    return Permission.objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )[0]


def admin_right(codename: str, app_label: str, model: str) -> Permission:
    """A permission of Wagtail's own."""
    content_type, _made = ContentType.objects.get_or_create(app_label=app_label, model=model)
    return right(codename, content_type)


def queue_right() -> Permission:
    """The right to read the review queue."""
    return right("view_queue", ContentType.objects.get_for_model(ReviewSettings))


def give_pages(curators: Group) -> None:
    """Let curators write the editorial pages."""
    for codename in PAGE_RIGHTS:
        permission = admin_right(codename, "wagtailcore", "page")
        GroupPagePermission.objects.get_or_create(
            group=curators, page=root_page(), permission=permission
        )


def set_up_review(curators: Group) -> None:
    """The workflow of operators and opportunities; left alone once it exists, even if paused."""
    if Workflow.objects.filter(name=REVIEW).exists():
        return
    workflow = Workflow.objects.create(name=REVIEW)
    task = ReviewTask.objects.create(name=REVIEW)
    task.groups.add(curators)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    for model in (Operator, Opportunity):
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
