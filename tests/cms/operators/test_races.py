"""Two owners at the same instant, each with a connection of their own."""

import pytest

from cms.operators.errors import LastOwnerError
from cms.operators.services.members import remove_member
from tests.factories import MembershipFactory, OperatorFactory
from tests.threads import run_at_once

pytestmark = pytest.mark.usefixtures("shared_database")


def test_two_owners_leaving_at_once_leave_one_behind() -> None:
    operator = OperatorFactory()
    pair = [MembershipFactory(operator=operator) for _turn in range(2)]

    answers = run_at_once([lambda one=one: remove_member(one, by=one.user) for one in pair])

    refused = [answer.code for answer in answers if isinstance(answer, LastOwnerError)]
    assert refused == ["last_owner"]
    assert operator.memberships.count() == 1
