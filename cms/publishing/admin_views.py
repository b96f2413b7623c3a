"""Wagtail's views of a snippet under review, so that each act is whole and done once.

Wagtail saves a version, publishes it and ends a review in separate transactions; search's outbox
entry must stand or fall with what was published. And it takes for granted that a review seen on
the page is still open when the button is pressed.
"""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    UnpublishView,
    WorkflowActionView,
)

from cms.publishing.locking import lock_row
from cms.publishing.services import submit_for_review


def save_facts(snippet: Any, changed: list[str]) -> None:
    """Write those changed fields that belong to the row, not to a version of it."""
    names = [name for name in snippet.facts if name.removesuffix("_id") in changed]
    if names:
        row = lock_row(snippet)
        for name in names:
            setattr(row, name, getattr(snippet, name))
        row.save(update_fields=[name.removesuffix("_id") for name in names])


class ReviewedCreateView(CreateView):
    """Creates, and publishes where asked, in one transaction."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        return super().form_valid(form)


class ReviewedEditView(EditView):
    """Saves and acts in one transaction; a review that has ended since is told, not acted on."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        lock_row(self.object)
        return super().form_valid(form)

    def save_instance(self) -> Any:
        instance = super().save_instance()
        save_facts(instance, self.form.changed_data)
        return instance

    def submit_action(self) -> None:
        submit_for_review(self.object, user=self.request.user)

    def workflow_action_action(self) -> None:
        state = self.object.current_workflow_task_state
        if state is None:
            messages.warning(self.request, _("Cette revue est déjà terminée."))
            return
        task = state.task.specific
        data = extra_data(self.request)
        form = task.get_form_for_action(self.workflow_action)(data)
        if form.is_valid():
            task.on_action(state, self.request.user, self.workflow_action, **form.cleaned_data)
        else:
            messages.error(self.request, _("Rien n'a été décidé : donnez le motif du rejet."))


def extra_data(request: HttpRequest) -> dict[str, Any]:
    """What the dialog of a decision gave; nothing where it is not readable."""
    try:
        data = json.loads(request.POST.get("workflow-action-extra-data") or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


class ReviewedUnpublishView(UnpublishView):
    """Takes off the site in one transaction with what follows from it."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs)


class ReviewedActionView(WorkflowActionView):
    """Approves or rejects in one transaction."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs)


class ReviewedViewSet(SnippetViewSet):
    """A snippet that companies draft and the federation publishes."""

    add_view_class = ReviewedCreateView
    edit_view_class = ReviewedEditView
    unpublish_view_class = ReviewedUnpublishView
    workflow_action_view_class = ReviewedActionView
    copy_view_enabled = False
    search_backend_name = None
    list_per_page = 50
