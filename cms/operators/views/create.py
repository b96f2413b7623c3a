"""The beginning: a new operator, or another one to work for."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.keeping import keeps_typed
from accounts.requests import MemberRequest
from cms.operators.categories import category_lines, propose_categories
from cms.operators.current import choose_operator
from cms.operators.forms.identity import CreateForm
from cms.operators.models import Invitation, Operator
from cms.operators.names import near_names
from cms.operators.services.profiles import create_operator
from frame.views import safe_next


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def operator_create(request: MemberRequest) -> HttpResponse:
    """Ask for name and place; point out operators of a near name before making another."""
    if request.method != "POST":
        form = CreateForm(initial={"client_id": uuid.uuid4(), "country": "MA"})
        return _page(request, form)
    form = CreateForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    near = _near(request, form.cleaned_data)
    if near and not form.cleaned_data["confirmed"]:
        return _page(request, form, near=near, status=422)
    client_id = form.cleaned_data["client_id"]
    try:
        operator = create_operator(form.instance, owner=request.user, client_id=client_id)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, form, status=422)
    choose_operator(request, operator)
    messages.success(request, _("C'est créé. Complétez le profil étape par étape."))
    return redirect("operators:operator-edit", slug=operator.slug, step="identity")


def _near(request: MemberRequest, data: dict[str, Any]) -> list[Operator]:
    """Operators that the person may know of, and that this one may be a double of."""
    if Operator.objects.filter(client_id=data["client_id"]).exists():
        return []
    shown = Operator.objects.visible_to(request.user) | Operator.objects.of_member(request.user)
    known = shown.distinct().only("name", "name_ar", "slug", "city", "country", "live")
    return near_names([data["name"], data["name_ar"]], among=known)


def _page(
    request: MemberRequest,
    form: CreateForm,
    *,
    near: list[Operator] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "near": near or [],
        "invitations": Invitation.objects.addressed_to(request.user),
    }
    return render(request, "operators/create_page.html", context, status=status)


@login_required
@require_POST
def operator_choose(request: MemberRequest, slug: str) -> HttpResponse:
    """Work for another of one's operators from now on."""
    operator = get_object_or_404(Operator.objects.of_member(request.user), slug=slug)
    choose_operator(request, operator)
    return redirect(safe_next(request))


@login_required
@require_GET
def category_list(request: MemberRequest) -> HttpResponse:
    """The list under a category picker: what is ticked, then what the words find."""
    name = request.GET.get("name", "")[:80]
    words = request.GET.get(f"{name}-words", "").strip()
    chosen = category_lines(request.GET.getlist(name)[:200])
    context = {
        "name": name,
        "words": words,
        "chosen": chosen.values(),
        "found": [line for line in propose_categories(words) if line.code not in chosen],
    }
    return render(request, "operators/_category_options.html", context)
