"""Versions that wait for the federation."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import TaskState

from accounts.models import User
from cms.operators.models import Credential, Operator
from cms.opportunities.models import Opportunity, OpportunityText
from cms.publishing.services import submit_for_review
from tests.cms.publishing.factories import draft_operator
from tests.factories import MembershipFactory, UserFactory


def member_of(group: str) -> User:
    """Somebody of one of the staff groups."""
    person = UserFactory()
    person.groups.add(Group.objects.get(name=group))
    return person


def submitted_operator(name: str = "Rif Silicone", **fields: Any) -> tuple[Operator, TaskState]:
    """An operator that its owner has submitted for the first time."""
    operator = draft_operator(name, **fields)
    owner = MembershipFactory(operator=operator).user
    submit_for_review(operator, user=owner)
    return operator, TaskState.objects.for_instance(operator).get()


def submitted_opportunity(operator: Operator) -> tuple[Opportunity, TaskState]:
    """A request that an operator's owner has submitted."""
    opportunity = Opportunity(operator=operator, side="request", live=False)
    opportunity.has_unpublished_changes = True
    opportunity.texts.add(OpportunityText(language="fr", title="Moulage de connecteurs"))
    opportunity.save()
    submit_for_review(opportunity, user=operator.memberships.get().user)
    return opportunity, TaskState.objects.for_instance(opportunity).get()


def credential(operator: Operator, **fields: Any) -> Credential:
    """A declared certificate, as a child that is saved already."""
    made: Credential = Credential.objects.create(
        operator=operator, standard="EN ISO 13485", number="MA-13485", **fields
    )
    return made
