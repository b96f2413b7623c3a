"""A published operator, one of its editors, and the editor's browser."""

import pytest
from django.test import Client

from accounts.models import User
from cms.operators.models import Operator
from tests.cms.operators.factories import full_operator, signed_in
from tests.factories import MembershipFactory


@pytest.fixture
def operator() -> Operator:
    return full_operator()


@pytest.fixture
def editor(operator: Operator) -> User:
    person: User = MembershipFactory(operator=operator, role="editor").user
    return person


@pytest.fixture
def member(editor: User) -> Client:
    return signed_in(editor)
