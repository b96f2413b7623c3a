"""Writes of a profile by the people of its operator."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.operators.completeness import completeness
from cms.operators.errors import StaleDraftError
from cms.operators.models import Membership, Operator
from cms.operators.names import free_slug
from cms.publishing.errors import PublishingError
from cms.publishing.locking import lock_row
from cms.publishing.services import latest_draft, save_draft, submit_for_review

if TYPE_CHECKING:
    from accounts.models import User


def create_operator(operator: Operator, *, owner: "User", client_id: UUID) -> Operator:
    """Make an operator out of a first, unsaved one, with `owner` as its owner.

    The same `client_id` again, even at the same moment, gives the one that the first call made.
    """
    try:
        return _create_once(operator, owner, client_id)
    except IntegrityError:  # The same form sent twice, or another operator took the address.
        return _create_once(operator, owner, client_id)


@transaction.atomic
def _create_once(operator: Operator, owner: "User", client_id: UUID) -> Operator:
    made = _made_with(owner, client_id)
    if made:
        return made
    operator.client_id, operator.slug = client_id, free_slug(operator.name)
    save_draft(operator, user=owner)
    Membership.objects.create(operator=operator, user=owner, role=Membership.Role.OWNER)
    return operator


def _made_with(owner: "User", client_id: UUID) -> Operator | None:
    return Operator.objects.filter(client_id=client_id, memberships__user=owner).first()


@transaction.atomic
def save_profile(draft: Operator, *, based_on: int | None, user: "User") -> Revision:
    """Keep a changed draft as a new version.

    `based_on` is the key of the version that the person was reading. Raises StaleDraftError where
    another one was saved since, PublishingError in review or locked; nothing is written then.
    """
    refuse_if_stale(draft, based_on)
    return save_draft(draft, user=user)


def refuse_if_stale(draft: Any, based_on: int | None) -> None:
    """Raise StaleDraftError unless the latest version is still `based_on`; holds the row."""
    current = lock_row(draft)
    if current.latest_revision_id == based_on:
        return
    newer = current.latest_revision
    author = newer.user.display_name if newer and newer.user else _("Une autre personne")
    message = _(
        "%(author)s a enregistré une autre version entre-temps. Votre texte est gardé ci-dessous, "
        "mais pas encore enregistré : relisez, puis enregistrez de nouveau pour garder le vôtre."
    )
    raise StaleDraftError(message, code="stale", params={"author": author})


@transaction.atomic
def submit_profile(operator: Operator, *, user: "User") -> bool:
    """Hand the latest draft to the federation; return whether this call did it.

    Raises PublishingError where the profile lacks what a reader needs at least.
    """
    blocking = completeness(latest_draft(lock_row(operator))).blocking
    if blocking:
        words = " ".join(str(lack.text) for lack in blocking)
        raise PublishingError(_("Avant d'envoyer : %(missing)s") % {"missing": words})
    return submit_for_review(operator, user=user)
