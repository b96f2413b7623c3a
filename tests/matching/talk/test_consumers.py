"""The socket, through the whole ASGI application: two members and an outsider."""

import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.test import Client, override_settings

from accounts.models import User
from cms.operators.models import Membership
from config.asgi import http
from matching.talk.models import Conversation
from matching.talk.services import mark_read, send_message
from matching.talk.sockets import socket_application
from notifications.services import notify
from tests.factories import CuratorFactory
from tests.matching.factories import ConversationFactory, Sides


class Page(ApplicationCommunicator):
    """A page of somebody: its socket, with the cookie of a session.

    Not Channels' own communicator: importing it asks for Daphne, which nothing here runs.
    """

    @classmethod
    async def of(
        cls, user: User | None, *, origin: bytes = b"http://testserver", path: str = "/ws/"
    ) -> "Page":
        headers = [(b"host", b"testserver"), (b"origin", origin)]
        if user is not None:
            headers.append((b"cookie", await cookie_of(user)))
        application = ProtocolTypeRouter({"http": http, "websocket": socket_application()})
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": headers}
        return cls(application, {**scope, "subprotocols": []})

    async def connect(self) -> bool:
        """Whether the handshake is accepted."""
        await self.send_input({"type": "websocket.connect"})
        return (await self.receive_output())["type"] == "websocket.accept"

    async def disconnect(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait()

    async def tell(self, **frame: Any) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})

    async def hear(self) -> dict[str, Any]:
        output = await self.receive_output()
        assert output["type"] == "websocket.send", output
        return json.loads(output["text"])

    async def hear_close(self) -> int:
        """The code with which the server closes."""
        output = await self.receive_output()
        assert output["type"] == "websocket.close", output
        return output["code"]

    async def open(self) -> "Page":
        assert await self.connect()
        assert await self.hear() == {"type": "ready"}
        return self

    async def show(self, conversation: Conversation, *, last: int = 0) -> "Page":
        """Subscribe to a conversation."""
        await self.tell(type="subscribe", conversation=conversation.pk)
        subscribed = {"type": "subscribed", "conversation": conversation.pk, "sequence": last}
        assert await self.hear() == subscribed
        return self


@sync_to_async
def cookie_of(user: User) -> bytes:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}".encode()


@pytest.fixture
def conversation(shared_sides: Sides) -> Conversation:
    return ConversationFactory(
        introduction__asker=shared_sides.asker, introduction__receiver=shared_sides.receiver
    )


@pytest.fixture
async def pages() -> AsyncIterator[list[Page]]:
    """Pages to close at the end."""
    made: list[Page] = []
    yield made
    for page in made:
        await page.disconnect()


async def opened(pages: list[Page], user: User) -> Page:
    page = await (await Page.of(user)).open()
    pages.append(page)
    return page


@sync_to_async
def say(conversation: Conversation, sender: User) -> int:
    message = send_message(conversation, sender=sender, body="Bonjour", client_id=uuid4())
    return message.sequence


async def test_message_nudges_both_sides_and_no_outsider(
    conversation: Conversation, shared_sides: Sides, pages: list[Page]
) -> None:
    curator = await sync_to_async(CuratorFactory)()
    members = [shared_sides.asker_viewer, shared_sides.receiver_owner]
    inside = [await opened(pages, person) for person in members]
    outside = [await opened(pages, person) for person in (shared_sides.stranger, curator)]

    await say(conversation, shared_sides.asker_owner)

    nudge = {"type": "message", "conversation": conversation.pk, "sequence": 1}
    assert [await page.hear() for page in inside] == [nudge, nudge]
    assert [await page.receive_nothing() for page in outside] == [True, True]


async def test_subscribe_answers_last_number_and_presence(
    conversation: Conversation, shared_sides: Sides, pages: list[Page]
) -> None:
    await say(conversation, shared_sides.asker_owner)
    first = await opened(pages, shared_sides.asker_owner)
    await first.show(conversation, last=1)
    second = await opened(pages, shared_sides.receiver_owner)
    await second.show(conversation, last=1)

    came, here = await first.hear(), await second.hear()

    def presence(person: User, side: int, *, is_here: bool) -> dict[str, Any]:
        about = {"user": person.pk, "name": person.display_name, "sides": [side]}
        return {"type": "presence", "conversation": conversation.pk, **about, "here": is_here}

    receiver, asker = shared_sides.receiver_owner, shared_sides.asker_owner
    assert came == presence(receiver, shared_sides.receiver.pk, is_here=True)
    assert here == presence(asker, shared_sides.asker.pk, is_here=True)
    await second.tell(type="unsubscribe", conversation=conversation.pk)
    assert await first.hear() == presence(receiver, shared_sides.receiver.pk, is_here=False)


@pytest.mark.parametrize("who", ["stranger", "curator"])
async def test_subscribe_to_conversation_of_others_is_not_found(
    who: str, conversation: Conversation, shared_sides: Sides, pages: list[Page]
) -> None:
    user = shared_sides.stranger if who == "stranger" else await sync_to_async(CuratorFactory)()
    page = await opened(pages, user)

    for key in (conversation.pk, 10**6, 2**64, -1, True, "1", None, [1]):
        await page.tell(type="subscribe", conversation=key)
        assert await page.hear() == {"type": "error", "code": "not_found"}
        await page.tell(type="typing", conversation=key)
        assert await page.hear() == {"type": "error", "code": "not_found"}


async def test_typing_reaches_the_other_side_only_where_subscribed(
    conversation: Conversation, shared_sides: Sides, pages: list[Page]
) -> None:
    writer = await opened(pages, shared_sides.asker_owner)
    shown = await opened(pages, shared_sides.receiver_owner)
    elsewhere = await opened(pages, shared_sides.receiver_editor)
    await shown.show(conversation)
    await writer.show(conversation)
    assert (await shown.hear())["type"] == "presence"

    await writer.tell(type="typing", conversation=conversation.pk)

    heard = await shown.hear()
    assert (heard["type"], heard["name"]) == ("typing", shared_sides.asker_owner.display_name)
    assert await elsewhere.receive_nothing()


WRONG_FRAMES = [
    ("", "not_json"),
    ("{", "not_json"),
    ("[]", "not_json"),
    ("7", "not_json"),
    ("[" * 1900, "not_json"),
    ('{"type": "send"}', "unknown_type"),
    ('{"type": ["ping"]}', "unknown_type"),
    ('{"type": "__init__"}', "unknown_type"),
    ('{"type": "socket_close", "code": 4000}', "unknown_type"),
    ("{}", "unknown_type"),
    ('{"type": "ping", "x": "' + "a" * 2000 + '"}', "too_large"),
]


async def test_wrong_frame_gets_an_error_and_the_socket_stays(
    shared_sides: Sides, pages: list[Page]
) -> None:
    page = await opened(pages, shared_sides.stranger)

    for text, code in WRONG_FRAMES:
        await page.send_text(text)
        assert await page.hear() == {"type": "error", "code": code}
        await page.tell(type="ping")
        assert await page.hear() == {"type": "pong"}


async def test_binary_frame_gets_an_error(shared_sides: Sides, pages: list[Page]) -> None:
    page = await opened(pages, shared_sides.stranger)

    await page.send_input({"type": "websocket.receive", "bytes": b"\x00\xff"})

    assert await page.hear() == {"type": "error", "code": "not_text"}


async def test_too_many_frames_close_the_socket(shared_sides: Sides, pages: list[Page]) -> None:
    page = await opened(pages, shared_sides.stranger)

    for _number in range(61):
        await page.tell(type="ping")

    answers = [await page.receive_output() for _number in range(61)]
    assert answers[-1]["type"] == "websocket.close"
    assert answers[-1]["code"] == 4429


async def test_socket_without_session_is_closed_with_a_code(file_database: None) -> None:
    page = await Page.of(None)

    assert await page.connect()

    assert await page.hear_close() == 4401


async def test_socket_of_inactive_person_is_closed(shared_sides: Sides) -> None:
    page = await Page.of(shared_sides.stranger)
    shared_sides.stranger.is_active = False
    await shared_sides.stranger.asave()

    await page.connect()

    assert await page.hear_close() == 4401


async def test_socket_from_foreign_origin_is_refused(shared_sides: Sides) -> None:
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        foreign = await Page.of(shared_sides.stranger, origin=b"https://evil.example")
        own = await Page.of(shared_sides.stranger)

    assert await foreign.connect() is False
    assert await own.connect() is True
    await own.disconnect()


async def test_socket_at_another_address_is_refused(shared_sides: Sides) -> None:
    page = await Page.of(shared_sides.stranger, path="/ws/admin/")

    assert await page.connect() is False


async def test_read_is_told_to_own_devices_and_to_the_other_side(
    conversation: Conversation, shared_sides: Sides, pages: list[Page]
) -> None:
    await say(conversation, shared_sides.asker_owner)
    other_device = await opened(pages, shared_sides.receiver_owner)
    writer = await (await opened(pages, shared_sides.asker_owner)).show(conversation, last=1)
    outsider = await opened(pages, shared_sides.receiver_editor)
    fresh = await Conversation.objects.aget(pk=conversation.pk)

    await sync_to_async(mark_read)(fresh, reader=shared_sides.receiver_owner, sequence=1)

    read = {
        "type": "read",
        "conversation": conversation.pk,
        "sequence": 1,
        "sides": [shared_sides.receiver.pk],
    }
    assert await other_device.hear() == {**read, "mine": True}
    assert await writer.hear() == {**read, "mine": False}
    assert await outsider.receive_nothing()


async def test_notification_tells_the_new_count(shared_sides: Sides, pages: list[Page]) -> None:
    page = await opened(pages, shared_sides.receiver_owner)

    await sync_to_async(notify)(
        [shared_sides.receiver_owner],
        "introduction.withdrawn",
        params={"asker": "Atlas", "receiver": "Rif"},
        url="/fr/",
    )

    assert await page.hear() == {"type": "notifications", "unread": 1}


async def test_removed_member_is_closed_at_once_and_hears_no_more(
    conversation: Conversation, shared_sides: Sides, pages: list[Page]
) -> None:
    gone = await (await opened(pages, shared_sides.asker_viewer)).show(conversation)
    part = await Membership.objects.aget(user=shared_sides.asker_viewer)

    await sync_to_async(part.delete)()

    assert await gone.hear_close() == 4403
    back = await opened(pages, shared_sides.asker_viewer)
    await back.tell(type="subscribe", conversation=conversation.pk)
    assert await back.hear() == {"type": "error", "code": "not_found"}
    await say(conversation, shared_sides.asker_owner)
    assert await back.receive_nothing()


async def test_changed_role_closes_the_socket(shared_sides: Sides, pages: list[Page]) -> None:
    page = await opened(pages, shared_sides.receiver_editor)
    part = await Membership.objects.aget(user=shared_sides.receiver_editor)

    part.role = "viewer"
    await part.asave()

    assert await page.hear_close() == 4403


async def test_curator_who_loses_the_group_is_closed(
    shared_sides: Sides, pages: list[Page]
) -> None:
    curator = await sync_to_async(CuratorFactory)()
    page = await opened(pages, curator)

    await curator.groups.aclear()

    assert await page.hear_close() == 4403


async def test_signing_out_closes_that_sign_in_only(shared_sides: Sides, pages: list[Page]) -> None:
    here, elsewhere = [await Page.of(shared_sides.stranger) for _number in range(2)]
    for page in (here, elsewhere):
        pages.append(await page.open())
    cookie = dict(here.scope["headers"])[b"cookie"].decode().partition("=")[2]

    await sync_to_async(sign_out)(cookie)

    assert await here.hear_close() == 4401
    assert await elsewhere.receive_nothing()


def sign_out(session_key: str) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    client.post("/fr/accounts/logout/")


async def test_deactivated_person_is_closed(shared_sides: Sides, pages: list[Page]) -> None:
    page = await opened(pages, shared_sides.stranger)

    shared_sides.stranger.is_active = False
    await shared_sides.stranger.asave()

    assert await page.hear_close() == 4401
