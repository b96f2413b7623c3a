"""Factories of introductions: two operators with their people."""

from dataclasses import dataclass

import factory

from accounts.models import User
from cms.operators.models import Operator
from matching.introductions.models import Introduction
from tests.factories import MembershipFactory, OperatorFactory, UserFactory


@dataclass(frozen=True)
class Sides:
    """Two published operators that could be introduced, and who acts for them."""

    asker: Operator
    receiver: Operator
    asker_owner: User
    asker_viewer: User
    receiver_owner: User
    receiver_editor: User
    stranger: User


def make_sides() -> Sides:
    """Both sides with two people each, and somebody who belongs to neither."""
    asker = OperatorFactory(name="Atlas Plast", slug="atlas-plast")
    receiver = OperatorFactory(name="Rif Stérile", slug="rif-sterile")
    return Sides(
        asker=asker,
        receiver=receiver,
        asker_owner=MembershipFactory(operator=asker, role="owner").user,
        asker_viewer=MembershipFactory(operator=asker, role="viewer").user,
        receiver_owner=MembershipFactory(operator=receiver, role="owner").user,
        receiver_editor=MembershipFactory(operator=receiver, role="editor").user,
        stranger=UserFactory(),
    )


class IntroductionFactory(factory.django.DjangoModelFactory[Introduction]):
    """An open introduction between two operators."""

    class Meta:
        model = Introduction

    asker = factory.SubFactory(OperatorFactory)
    receiver = factory.SubFactory(OperatorFactory)
    message = "Bonjour, parlons-en."
