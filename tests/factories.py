"""Factories of what every area needs: people and operators."""

from typing import Any

import factory
from django.contrib.auth.models import Group

from accounts.models import CURATORS, User
from cms.operators.models import Membership, Operator
from cms.opportunities.models import Opportunity


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@operator.example")
    first_name = "Amina"
    last_name = factory.Sequence(lambda n: f"Berrada {n}")
    password = factory.django.Password("a-long-passphrase-1")
    language = "fr"


class CuratorFactory(UserFactory):
    is_staff = True

    @factory.post_generation
    def join_curators(self: User, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            self.groups.add(Group.objects.get_or_create(name=CURATORS)[0])


class OperatorFactory(factory.django.DjangoModelFactory[Operator]):
    """A published operator; its children are added by the test that needs them."""

    class Meta:
        model = Operator

    name = factory.Sequence(lambda n: f"Atlas Plasturgie {n}")
    slug = factory.Sequence(lambda n: f"atlas-plasturgie-{n}")
    type = "subcontractor"
    country = "MA"
    region = "MA-06"
    live = True


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    operator = factory.SubFactory(OperatorFactory)
    user = factory.SubFactory(UserFactory)
    role = "owner"


class OpportunityFactory(factory.django.DjangoModelFactory[Opportunity]):
    """A published, open request without prose."""

    class Meta:
        model = Opportunity

    operator = factory.SubFactory(OperatorFactory)
    side = "request"
    live = True
