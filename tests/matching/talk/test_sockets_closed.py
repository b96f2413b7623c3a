"""When the server refuses or closes a socket."""

from asgiref.sync import sync_to_async
from django.conf import settings
from django.test import Client, override_settings

from cms.operators.models import Membership
from matching.talk.models import Conversation
from tests.factories import CuratorFactory
from tests.matching.factories import Sides
from tests.matching.talk.socket_pages import Page, opened, say


async def test_too_many_frames_close_the_socket(shared_sides: Sides, pages: list[Page]) -> None:
    page = await opened(pages, shared_sides.stranger)

    for _number in range(61):
        await page.tell(type="ping")

    answers = [await page.receive_output() for _number in range(61)]
    assert answers[-1]["type"] == "websocket.close"
    assert answers[-1]["code"] == 4429


async def test_socket_without_session_is_closed_with_a_code(shared_database: None) -> None:
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
