"""What a conversation's script asks for; without scripts the form of the page works alone."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe
from django_ratelimit.core import is_ratelimited

from accounts.requests import MemberRequest
from matching.talk.errors import MessageRefusedError, refused
from matching.talk.forms import MessageForm, ReadForm, number_in, sentences_of
from matching.talk.models import Conversation, Message
from matching.talk.services import mark_read, send_message
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
    visible = Conversation.objects.visible_to(request.user)
    conversation = get_object_or_404(visible, pk=pk)
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
    conversation = get_object_or_404(Conversation.objects.visible_to(request.user), pk=pk)
    form = MessageForm(request.POST)
    message = send_or_complain(request, conversation, form)
    if wants_json(request):
        return answer_of(message, form)
    if message is None:
        return render_conversation(request, conversation, form=form, status=422)
    return redirect(f"{conversation.get_absolute_url()}#m{message.sequence}")


def send_or_complain(
    request: MemberRequest, conversation: Conversation, form: MessageForm
) -> Message | None:
    """The message as it is stored; None with the refusal in the form."""
    if not form.is_valid():
        return None
    try:
        check_pace(request)
        return send_message(conversation, sender=request.user, **form.cleaned_data)
    except MessageRefusedError as error:
        form.add_error(None, error)
        return None


def check_pace(request: HttpRequest) -> None:
    """Raise MessageRefusedError for a person who sends faster than people write."""
    if is_ratelimited(request, group="talk.send", key="user", rate=PACE, increment=True):
        raise refused("fast")


def wants_json(request: HttpRequest) -> bool:
    """Whether the script asks; a browser's own form wants a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def answer_of(message: Message | None, form: MessageForm) -> JsonResponse:
    """The number that a message was given, or why it was not taken."""
    if message is None:
        return JsonResponse({"errors": sentences_of(form)}, status=422)
    return JsonResponse({"sequence": message.sequence, "client_id": str(message.client_id)})


@login_required
@require_POST
def conversation_read(request: MemberRequest, pk: int) -> HttpResponse:
    """Move the person's marker on; JSON for the script, else back to the page."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.user), pk=pk)
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
