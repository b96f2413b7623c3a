"""Writes of opportunities by the people of their operator."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.operators.services.profiles import refuse_if_stale
from cms.opportunities.models import Opportunity
from cms.publishing.locking import lock_row
from cms.publishing.services import save_draft

if TYPE_CHECKING:
    from accounts.models import User


def create_opportunity(opportunity: Opportunity, *, client_id: UUID, user: "User") -> Opportunity:
    """Keep a first draft of an unsaved opportunity.

    The same `client_id` again, even at the same moment, gives the one that the first call made.
    """
    try:
        return _create_once(opportunity, client_id, user)
    except IntegrityError:  # The same form sent twice: the first one is there now.
        return _create_once(opportunity, client_id, user)


@transaction.atomic
def _create_once(opportunity: Opportunity, client_id: UUID, user: "User") -> Opportunity:
    made = _made_with(opportunity, client_id)
    if made:
        return made
    opportunity.client_id = client_id
    save_draft(opportunity, user=user)
    return opportunity


def _made_with(opportunity: Opportunity, client_id: UUID) -> Opportunity | None:
    made = Opportunity.objects.filter(client_id=client_id, operator=opportunity.operator)
    return made.first()


@transaction.atomic
def save_opportunity(draft: Opportunity, *, based_on: int | None, user: "User") -> Revision:
    """Keep a changed draft as a new version.

    Raises StaleDraftError where another one was saved since `based_on`, PublishingError in review.
    """
    refuse_if_stale(draft, based_on)
    return save_draft(draft, user=user)


@transaction.atomic
def close_opportunity(opportunity: Opportunity, *, user: "User") -> bool:
    """Take no more requests for it, without review; return whether it was open."""
    current = lock_row(opportunity)
    if current.closed_at is not None or not current.live:
        return False
    current.closed_at = timezone.now()
    current.save(update_fields=["closed_at"])
    log(current, "opportunities.close", user=user)
    return True


@transaction.atomic
def reopen_opportunity(opportunity: Opportunity, *, user: "User") -> bool:
    """Undo a closing; return whether it was closed."""
    current = lock_row(opportunity)
    if current.closed_at is None:
        return False
    current.closed_at = None
    current.save(update_fields=["closed_at"])
    log(current, "opportunities.reopen", user=user)
    return True
