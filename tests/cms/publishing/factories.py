"""The federation's review, as the curation app sets it up."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from accounts.models import CURATORS
from cms.operators.models import Operator, OperatorText
from cms.publishing.models import ReviewTask
from tests.factories import OperatorFactory


def open_review(model: type[Any] = Operator) -> Workflow:
    """A workflow of one review by curators on `model`; whatever was there is replaced."""
    WorkflowContentType.objects.filter(content_type=model.get_content_type()).delete()
    workflow = Workflow.objects.create(name="Revue d'essai")
    task = ReviewTask.objects.create(name="Revue d'essai")
    curators = Group.objects.get_or_create(name=CURATORS)[0]
    may_publish, _made = Permission.objects.get_or_create(
        content_type=model.get_content_type(),
        codename=f"publish_{model._meta.model_name}",
    )
    curators.permissions.add(may_publish)
    task.groups.add(curators)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowContentType.objects.create(content_type=model.get_content_type(), workflow=workflow)
    return workflow


def draft_operator(name: str = "Rif Silicone", **fields: Any) -> Operator:
    """An operator that was never published, with a row but no version yet."""
    operator = OperatorFactory(name=name, live=False, has_unpublished_changes=True, **fields)
    operator.texts.add(OperatorText(language="fr", summary="Moulage de silicone."))
    operator.save()
    return operator
