"""A session is what Django's own store says, found the short way."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.backends import PersonBackend
from accounts.sessions import SessionStore
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def made_session() -> SessionStore:
    store = SessionStore()
    store["seen"] = [1]
    store.create()
    return store


def test_session_is_read_as_it_was_stored() -> None:
    assert SessionStore(made_session().session_key)["seen"] == [1]


def test_session_changed_by_one_request_is_not_changed_for_the_next() -> None:
    key = made_session().session_key

    SessionStore(key)["seen"].append(2)

    assert SessionStore(key)["seen"] == [1]


def test_session_that_has_expired_is_empty() -> None:
    key = made_session().session_key
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    store = SessionStore(key)

    assert (store.get("seen"), store.session_key) == (None, None)


def test_session_with_a_forged_text_is_empty() -> None:
    key = made_session().session_key
    Session.objects.update(session_data="eyJzZWVuIjpbMV19:1:forged")

    assert SessionStore(key).get("seen") is None


def test_person_is_found_while_they_may_sign_in() -> None:
    user = UserFactory()
    assert PersonBackend().get_user(user.pk) == user

    user.is_active = False
    user.save()

    assert PersonBackend().get_user(user.pk) is None
    assert PersonBackend().get_user(10**9) is None
