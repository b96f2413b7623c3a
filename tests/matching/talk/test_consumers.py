"""The socket, through the whole ASGI application: two members and an outsider."""

from typing import Any

import pytest
from asgiref.sync import sync_to_async

from accounts.models import User
from matching.talk.models import Conversation
from matching.talk.services import mark_read
from notifications.services import notify
from tests.factories import CuratorFactory
from tests.matching.factories import Sides
from tests.matching.talk.socket_pages import Page, opened, say


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
