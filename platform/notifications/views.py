"""A person's notifications, and the link that stops the mails about them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from notifications import events
from notifications.forms import PreferenceForm
from notifications.models import Notification
from notifications.preferences import Choice, preferences_of, save_choices, stop_mail
from notifications.services import mark_all_read, mark_read, unread_count
from notifications.unsubscribe import read_token

PER_PAGE = 20


@login_required
@require_safe
def notification_list(request: MemberRequest) -> HttpResponse:
    """What happened, the newest first."""
    told = Notification.objects.visible_to(request.user).select_related("actor")
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "has_unread": unread_count(request.user) > 0}
    return render(request, "notifications/notification_list.html", context)


@login_required
@require_safe
def notification_open(request: MemberRequest, pk: int) -> HttpResponse:
    """Mark one as read and lead to what it is about."""
    notification = get_object_or_404(Notification, pk=pk, user=request.user)
    mark_read(request.user, pks=[notification.pk])
    return redirect(notification.target_url)


@login_required
@require_POST
def notification_read_all(request: MemberRequest) -> HttpResponse:
    """Mark all as read."""
    mark_all_read(request.user)
    return redirect("notifications:notification-list")


@login_required
def preferences_edit(request: MemberRequest) -> HttpResponse:
    """How to hear of each group of events."""
    data = request.POST if request.method == "POST" else None
    forms = [
        PreferenceForm(data, instance=preference, prefix=preference.group)
        for preference in preferences_of(request.user)
    ]
    if data is not None and all(form.is_valid() for form in forms):
        save_choices(request.user, {f.instance.group: Choice(**f.cleaned_data) for f in forms})
        messages.success(request, _("Préférences enregistrées."))
        return redirect("notifications:preferences-edit")
    named = list(zip(events.groups(), forms, strict=True))
    status = 200 if data is None else 422
    return render(request, "notifications/preferences_edit.html", {"forms": named}, status=status)


@csrf_exempt
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails that a signed link names, on POST only.

    Mail programs post here by themselves, without cookie or token of ours: the signature in the
    address is the right to do it.
    """
    named = read_token(token)
    if named is None:
        return render(request, "notifications/mail_stop_unknown.html", status=404)
    user, codes = named
    if request.method == "POST":
        stop_mail(user, codes)
    labels = [group.label for group in events.groups() if group.code in codes]
    context = {"groups": labels, "is_done": request.method == "POST", "person": user}
    return render(request, "notifications/mail_stop.html", context)
