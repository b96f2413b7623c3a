"""The list of conversations, and one of them beside it."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import MemberRequest
from matching.introductions.blocking import is_blocked
from matching.introductions.representation import operators_acted_for_by
from matching.talk.errors import SENTENCES
from matching.talk.forms import MessageForm, number_in
from matching.talk.inbox import entries_for
from matching.talk.models import BODY_MAX, Conversation
from matching.talk.threads import latest_before, lines_of, reader_of

MAX_QUERY = 100


@login_required
@require_safe
def conversation_list(request: MemberRequest) -> HttpResponse:
    """All conversations, or those that `?q=` names."""
    return render(request, "talk/conversation_list.html", list_context(request))


def list_context(request: MemberRequest) -> dict[str, Any]:
    """The list as it stands on both pages."""
    text = request.GET.get("q", "")[:MAX_QUERY]
    shown = number_in(request.GET.get("open"))
    return {"entries": entries_for(request.user, text=text), "query": text, "open": shown}


@login_required
@require_safe
def entry_list(request: MemberRequest) -> HttpResponse:
    """The list alone, for the script that keeps it fresh; `?open=` is the one beside it."""
    return render(request, "talk/_entries.html", list_context(request))


@login_required
@require_safe
def conversation_show(request: MemberRequest, pk: int) -> HttpResponse:
    """The last messages, or those before `?before=number`."""
    visible = Conversation.objects.visible_to(request.user).with_children()
    return render_conversation(request, get_object_or_404(visible, pk=pk))


def render_conversation(
    request: MemberRequest,
    conversation: Conversation,
    *,
    form: MessageForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a conversation; with a form that was refused, its text is kept."""
    reader = reader_of(conversation, request.user)
    before = number_in(request.GET.get("before"))
    messages = latest_before(conversation, before)
    context = {
        **list_context(request),
        "conversation": conversation,
        "open": conversation.pk,
        "other": conversation.other_than(reader.own),
        "reader": reader,
        "lines": lines_of(messages, reader),
        "first": messages[0].sequence if messages else 0,
        "shown": messages[-1].sequence if messages else 0,
        "before": before,
        "form": form or MessageForm(initial={"client_id": uuid4()}),
        "client_id": uuid4(),
        "body_max": BODY_MAX,
        "silence": silence_of(conversation, request.user),
    }
    return render(request, "talk/conversation_page.html", context, status=status)


def silence_of(conversation: Conversation, user: User) -> str:
    """Why this person cannot write here, as a sentence; "" where they can."""
    sides = [conversation.asker_id, conversation.receiver_id]
    if not operators_acted_for_by(user).filter(pk__in=sides).exists():
        return str(SENTENCES["reader"])
    blocked = is_blocked(conversation.asker_id, conversation.receiver_id)
    return str(SENTENCES["blocked"]) if blocked else ""
