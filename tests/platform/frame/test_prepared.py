"""A statement whose SQL is made once finds, changes and inserts what the ORM would."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.db.transaction import TransactionManagementError

from accounts.models import User
from frame.prepared import Given, PreparedGet, PreparedInsert, PreparedRows, PreparedUpdate
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

by_key = PreparedGet(lambda: User.objects.filter(pk=Given("pk")))
by_job = PreparedRows(
    lambda: (
        User.objects.filter(job_title=Given("job", CharField()), email__contains="%")
        .order_by("pk")
        .values_list("pk", "date_joined")
    )
)
rename = PreparedUpdate(
    lambda: User.objects.filter(pk=Given("pk")),
    job_title=Concat(F("job_title"), Value(" "), Given("job", CharField())),
)
insert_group = PreparedInsert(lambda: Group)


def test_get_is_the_object_that_the_orm_finds() -> None:
    user = UserFactory(job_title="Ingénieure")
    UserFactory()

    found = by_key.first(pk=user.pk)

    assert found == user
    assert found is not None
    assert {name: getattr(found, name) for name in by_key.names} == {
        name: getattr(User.objects.get(pk=user.pk), name) for name in by_key.names
    }


def test_get_of_nothing_is_none() -> None:
    assert by_key.first(pk=10**9) is None


def test_rows_are_found_by_each_value_and_converted() -> None:
    joined = datetime(2026, 11, 28, 10, tzinfo=UTC)
    user = UserFactory(job_title="a%(p0)s", email="a%b@exemple.ma", date_joined=joined)
    UserFactory(job_title="a%(p0)s", email="ab@exemple.ma")

    assert by_job(job="a%(p0)s") == [(user.pk, joined)]
    assert by_job(job="b") == []


def test_update_changes_those_it_meets() -> None:
    user, other = UserFactory(job_title="Chef"), UserFactory(job_title="Chef")

    assert rename(pk=user.pk, job="d'atelier") == 1
    assert rename(pk=10**9, job="x") == 0

    user.refresh_from_db()
    other.refresh_from_db()
    assert (user.job_title, other.job_title) == ("Chef d'atelier", "Chef")


def test_insert_notes_the_key() -> None:
    group = Group(name="Essai")

    insert_group(group)

    assert Group.objects.get(name="Essai") == group
    assert not group._state.adding


def test_insert_twice_is_the_database_error_of_django() -> None:
    insert_group(Group(name="Essai"))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_group(Group(name="Essai"))


def test_statement_in_a_broken_transaction_is_refused() -> None:
    with transaction.atomic():
        connection.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            by_key.first(pk=1)


def test_value_that_is_not_given_is_named() -> None:
    with pytest.raises(KeyError, match="pk"):
        by_key.first(key=1)


def test_statements_are_counted_and_the_same_when_watched(
    django_assert_num_queries: Any,
) -> None:
    user = UserFactory()

    with django_assert_num_queries(1):
        assert by_key.first(pk=user.pk) == user
