"""A message goes the short way only where it is taken; who is refused hears it the whole way."""

import gc
import weakref
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client

from accounts.models import User
from config.handler import OneThreadHandler
from config.short_way import LEFT_OUT, ShortWay, is_message
from matching.introductions.blocking import block_operator
from matching.talk.models import Conversation, Message
from tests.matching.factories import ConversationFactory, Sides, make_sides

CSRF = "c" * 32


@pytest.fixture
def sides(db: None) -> Sides:
    cache.clear()
    return make_sides()


@pytest.fixture
def conversation(sides: Sides) -> Conversation:
    return ConversationFactory(
        introduction__asker=sides.asker, introduction__receiver=sides.receiver
    )


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes who answers."""
    seen: list[str] = []
    whole = OneThreadHandler.get_response

    def note(self: OneThreadHandler, request: Any) -> Any:
        seen.append("whole")
        return whole(self, request)

    monkeypatch.setattr(OneThreadHandler, "get_response", note)
    return seen


def send(
    conversation: Conversation,
    user: User | None,
    *,
    body: str = "Bonjour",
    client_id: UUID | None = None,
    accept: bytes = b"application/json",
    **headers: Any,
) -> HttpResponse:
    """What the handler answers to a POST."""
    client = Client()
    if user:
        client.force_login(user)
    key = client.cookies[configured.SESSION_COOKIE_NAME].value if user else ""
    fields = urlencode({"body": body, "client_id": client_id or uuid4()}).encode()
    sent = {
        "host": b"testserver",
        "accept": accept,
        "content-type": b"application/x-www-form-urlencoded",
        "content-length": str(len(fields)).encode(),
        "x-csrftoken": CSRF.encode(),
        "cookie": f"{configured.SESSION_COOKIE_NAME}={key}; csrftoken={CSRF}".encode(),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/fr/conversations/{conversation.pk}/send/",
        "headers": [(name.encode(), value) for name, value in sent.items()],
    }
    answer: HttpResponse = OneThreadHandler().answer(scope, BytesIO(fields))
    return answer


def test_message_taken_is_answered_at_once(
    conversation: Conversation, sides: Sides, ways: list[str]
) -> None:
    response = send(conversation, sides.asker_owner, body="Reçu ?")

    message = Message.objects.get()
    assert response.content == b'{"sequence": 1, "client_id": "%s"}' % str(
        message.client_id
    ).encode("ascii")
    assert (message.body, message.sender, ways) == ("Reçu ?", sides.asker_owner, [])


def test_request_is_let_go_without_the_collector(
    conversation: Conversation, sides: Sides, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[weakref.ref[HttpRequest]] = []
    answer = ShortWay.__call__

    def note(self: ShortWay, request: HttpRequest) -> HttpResponse | None:
        seen.append(weakref.ref(request))
        return answer(self, request)

    monkeypatch.setattr(ShortWay, "__call__", note)
    gc.disable()
    try:
        send(conversation, sides.asker_owner)
        assert [request() for request in seen] == [None]
    finally:
        gc.enable()


def test_answer_has_the_headers_of_every_answer(conversation: Conversation, sides: Sides) -> None:
    response = send(conversation, sides.asker_owner)

    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors" in response["Content-Security-Policy"]


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_message_of_others_goes_the_whole_way(
    who: str, conversation: Conversation, sides: Sides, ways: list[str]
) -> None:
    response = send(conversation, sides.stranger if who == "stranger" else None)

    assert (response.status_code, ways) == (404 if who == "stranger" else 302, ["whole"])
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "headers", [{"x_csrftoken": b"d" * 32}, {"origin": b"https://elsewhere.example"}]
)
def test_forged_message_is_refused(
    headers: dict[str, Any], conversation: Conversation, sides: Sides, ways: list[str]
) -> None:
    response = send(conversation, sides.asker_owner, **headers)

    assert (response.status_code, ways) == (403, ["whole"])
    assert Message.objects.count() == 0


def test_message_to_another_host_goes_the_whole_way(
    conversation: Conversation, sides: Sides, ways: list[str], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]

    response = send(conversation, sides.asker_owner, host=b"elsewhere.example")

    assert (response.status_code >= 400, ways) == (True, ["whole"])
    assert Message.objects.count() == 0


def test_person_who_may_no_longer_sign_in_is_refused(
    conversation: Conversation, sides: Sides
) -> None:
    User.objects.filter(pk=sides.asker_owner.pk).update(is_active=False)

    assert send(conversation, sides.asker_owner).status_code == 302
    assert Message.objects.count() == 0


def test_message_refused_has_its_reason(
    conversation: Conversation, sides: Sides, ways: list[str]
) -> None:
    block_operator(sides.receiver, blocked=sides.asker, blocked_by=sides.receiver_owner)

    response = send(conversation, sides.asker_owner)

    assert (response.status_code, ways) == (422, ["whole"])
    assert "mis fin" in response.content.decode("unicode-escape")


def test_empty_message_goes_the_whole_way(
    conversation: Conversation, sides: Sides, ways: list[str]
) -> None:
    assert send(conversation, sides.asker_owner, body=" ").status_code == 422
    assert ways == ["whole"]


def test_message_resent_is_the_same(
    conversation: Conversation, sides: Sides, ways: list[str]
) -> None:
    client_id = uuid4()

    answers = [send(conversation, sides.asker_owner, client_id=client_id) for _number in range(2)]

    assert answers[0].content == answers[1].content
    assert (Message.objects.count(), ways) == (1, [])


def test_form_of_a_page_goes_the_whole_way(
    conversation: Conversation, sides: Sides, ways: list[str]
) -> None:
    response = send(conversation, sides.asker_owner, accept=b"text/html")

    assert (response.status_code, ways) == (302, ["whole"])
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/fr/conversations/1/send/"),
        ("POST", "/fr/conversations/1/read/"),
        ("POST", "/xx/conversations/1/send/"),
        ("POST", f"/fr/conversations/{10**18}/send/"),
        ("POST", "/fr/conversations/1/send/\n"),
    ],
)
def test_other_requests_do_not_go_the_short_way(method: str, path: str) -> None:
    headers = [(b"accept", b"application/json")]
    assert not is_message({"method": method, "path": path, "headers": headers})


def test_what_is_left_out_is_there_otherwise() -> None:
    assert set(LEFT_OUT) <= set(configured.MIDDLEWARE)
