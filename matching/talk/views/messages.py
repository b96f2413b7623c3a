"""What a conversation's script asks for; without scripts the form of the page works alone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_ratelimit.core import is_ratelimited

from accounts.requests import MemberRequest
from matching.talk.errors import refused
from matching.talk.forms import MessageForm, ReadForm, number_in, read_message, sentences_of
from matching.talk.models import Conversation
from matching.talk.services import mark_read, send_message
from matching.talk.statements import get_conversation
from matching.talk.threads import Line, latest_before, lines_of, reader_of
from matching.talk.views.pages import render_conversation

MOST = 200
PACE = "30/10s"


@login_required
@require_safe
def message_list(request: MemberRequest, pk: int) -> JsonResponse:
    """The messages after `?after=number`, or the page before `?before=number`, drawn.

    {"messages": [{"sequence", "client_id", "html"}], "last", "read", "others_read"}; `last` is
    the number of the conversation's last message, so a page sees whether more are to come.
    """
    conversation = get_conversation(pk, request.user)
    reader = reader_of(conversation, request.user)
    before = number_in(request.GET.get("before"))
    if before:
        messages, previous = latest_before(conversation, before), None
    else:
        after = number_in(request.GET.get("after"))
        messages = list(conversation.messages.with_senders().after(after)[:MOST])
        previous = conversation.messages.filter(sequence=after).first()
    lines = lines_of(messages, reader, previous=previous, is_divided=True)
    return JsonResponse(
        {
            "messages": [draw_line(request, line) for line in lines],
            "last": conversation.last_sequence,
            "read": reader.read,
            "others_read": reader.others_read,
        }
    )


def draw_line(request: HttpRequest, line: Line) -> dict[str, Any]:
    """A message as the script takes it."""
    return {
        "sequence": line.message.sequence,
        "client_id": str(line.message.client_id),
        "html": render_to_string("talk/_line.html", {"line": line}, request),
    }


@login_required
@require_POST
def message_send(request: MemberRequest, pk: int) -> HttpResponse:
    """Store a message; JSON for the script, else back to the page."""
    try:
        values = read_message(request.POST)
        check_pace(request)
        message = send_message(pk, sender=request.user, **values)
    except ValidationError as error:
        return explain_refusal(request, get_conversation(pk, request.user), error)
    except Conversation.DoesNotExist:
        raise Http404 from None
    if wants_json(request):
        return JsonResponse({"sequence": message.sequence, "client_id": str(message.client_id)})
    return redirect(f"{reverse('talk:conversation-show', args=[pk])}#m{message.sequence}")


def explain_refusal(
    request: MemberRequest, conversation: Conversation, error: ValidationError
) -> HttpResponse:
    """Why a message was not taken, with what was typed."""
    form = MessageForm(request.POST)
    if form.is_valid():
        form.add_error(None, error)
    if wants_json(request):
        return JsonResponse({"errors": sentences_of(form)}, status=422)
    return render_conversation(request, conversation, form=form, status=422)


def check_pace(request: HttpRequest) -> None:
    """Raise MessageRefusedError for a person who sends faster than people write."""
    if is_ratelimited(request, group="talk.send", key="user", rate=PACE, increment=True):
        raise refused("fast")


def wants_json(request: HttpRequest) -> bool:
    """Whether the script asks; a browser's own form wants a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


@login_required
@require_POST
def conversation_read(request: MemberRequest, pk: int) -> HttpResponse:
    """Move the person's marker on; JSON for the script, else back to the page."""
    conversation = get_conversation(pk, request.user)
    form = ReadForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": sentences_of(form)}, status=422)
    mark_read(conversation, reader=request.user, sequence=form.cleaned_data["sequence"])
    if wants_json(request):
        return JsonResponse({"unread": Conversation.objects.unread_count(request.user)})
    return redirect(conversation)


@login_required
@require_safe
def unread_count(request: MemberRequest) -> JsonResponse:
    """How many messages the person has not read in all."""
    return JsonResponse({"unread": Conversation.objects.unread_count(request.user)})
