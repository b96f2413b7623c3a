"""The one task of the federation's review."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState

from cms.publishing.forms import RejectionForm
from cms.publishing.locking import lock_row


class ReviewTask(AbstractGroupApprovalTask):
    """A group's approval, given or refused once; a refusal says why.

    Wagtail's own task checks the state of the object in memory, so two curators who act at the
    same moment would both be heard. This one holds the row of the snippet first.
    """

    class Meta:
        verbose_name = _("revue")
        verbose_name_plural = _("revues")

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or reject; nothing happens where the review has already ended.

        Raises ValidationError for a rejection without a reason.
        """
        if action_name == "reject" and not str(kwargs.get("comment", "")).strip():
            raise ValidationError(_("Donnez le motif du rejet."), code="no_reason")
        lock_row(task_state.workflow_state.content_object)
        current = TaskState.objects.get(pk=task_state.pk).specific
        if current.status == TaskState.STATUS_IN_PROGRESS:
            super().on_action(current, user, action_name, **kwargs)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        return [("reject", _("Rejeter avec un motif"), True), ("approve", _("Approuver"), False)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return RejectionForm if action == "reject" else TaskStateCommentForm

    @classmethod
    def get_description(cls) -> str:
        return str(_("Les membres des groupes choisis approuvent, ou rejettent avec un motif."))
