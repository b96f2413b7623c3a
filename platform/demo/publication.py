"""Bringing a demo profile or opportunity to the state that its entry says."""

from typing import Any

from accounts.models import User
from cms.publishing.services import publish, reject, save_draft, submit_for_review
from demo.files import Entry


def bring_to_state(snippet: Any, entry: Entry, *, author: User, reviewer: User) -> None:
    """Go through the services that a company and a curator use, as far as `state` says."""
    state = entry["state"]
    if snippet.pk is None and state != "live":
        save_draft(snippet, user=author)
    if state == "live":
        publish(snippet, user=author)
    if state in {"in_review", "rejected"}:
        submit_for_review(snippet, user=author)
    if state == "rejected":
        reject(snippet, by=reviewer, reason=entry["rejection_reason"])
