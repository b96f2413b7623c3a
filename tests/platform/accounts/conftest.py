"""Each test starts with no attempt counted and no mail sent."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from pytest_django import DjangoCaptureOnCommitCallbacks

Mails = Callable[[], AbstractContextManager[list[Callable[[], object]]]]


@pytest.fixture(autouse=True)
def forget_attempts() -> Iterator[None]:
    """Rate limits live in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sending(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Mails:
    """A context in which mails leave, as they do when a request's transaction commits."""

    def context() -> AbstractContextManager[list[Callable[[], object]]]:
        mail.outbox.clear()
        return django_capture_on_commit_callbacks(execute=True)

    return context


def page_of(response: Any) -> str:
    """What is on screen, without the tokens that differ each time."""
    tokens = r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"'
    return re.sub(tokens, "", response.content.decode())
