"""Invitations by mail: a link that only the person invited can use, for 14 days."""

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.mail import send_mail
from accounts.models import User
from cms.operators.errors import InvitationRefusedError
from cms.operators.models import Invitation, Membership, Operator
from cms.publishing.locking import lock_row
from frame.languages import reader_language
from notifications.services import notify

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@transaction.atomic
def invite_person(operator: Operator, *, email: str, role: str, by: User) -> Invitation:
    """Invite an address, and write to it after commit.

    An open invitation of the same address is given the new role and sent again only where it
    has expired: a double click sends one mail. Raises InvitationRefusedError for a member.
    """
    lock_row(operator)
    if Membership.objects.filter(operator=operator, user__email__iexact=email).exists():
        raise InvitationRefusedError(_("Cette personne est déjà membre."), code="member")
    known = operator.invitations.open().filter(email__iexact=email).first()
    if known is None:
        known = operator.invitations.create(email=email, role=role, invited_by=by)
        _send(known)
        return known
    known.role = role
    known.save(update_fields=["role"])
    return resend_invitation(known) if known.is_expired else known


@transaction.atomic
def resend_invitation(invitation: Invitation) -> Invitation:
    """Give an open invitation another 14 days, and write again after commit."""
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])
    _send(invitation)
    return invitation


def revoke_invitation(invitation: Invitation) -> None:
    """Make the link in the mail void."""
    Invitation.objects.open().filter(pk=invitation.pk).delete()


@transaction.atomic
def accept_invitation(invitation: Invitation, *, user: User) -> Membership:
    """Make the person invited a member; the same again gives the same membership.

    Raises InvitationRefusedError for another address, an expired link, or one revoked meanwhile.
    """
    lock_row(invitation.operator)
    current = Invitation.objects.select_related("operator").filter(pk=invitation.pk).first()
    mine = Membership.objects.filter(operator=invitation.operator, user=user).first()
    refuse_unless_usable(current, user)
    if current is None or (current.accepted_at and mine):
        return mine  # type: ignore[return-value]  # refuse_unless_usable has raised without one
    current.accepted_at = timezone.now()
    current.save(update_fields=["accepted_at"])
    if mine:
        return mine
    made = Membership.objects.create(operator=current.operator, user=user, role=current.role)
    _tell_owners(made)
    return made


def refuse_unless_usable(invitation: Invitation | None, user: "User | AnonymousUser") -> None:
    """Raise InvitationRefusedError, with the reason, where this person cannot use it."""
    if invitation is None:
        raise InvitationRefusedError(_("Cette invitation a été retirée."), code="revoked")
    if not is_addressed_to(invitation, user):
        raise InvitationRefusedError(
            _("Cette invitation est pour une autre adresse que la vôtre."), code="other"
        )
    if invitation.accepted_at and not invitation.operator.memberships.filter(user=user).exists():
        raise InvitationRefusedError(_("Cette invitation a déjà servi."), code="used")
    refuse_if_expired(invitation)


def refuse_if_expired(invitation: Invitation) -> None:
    """Raise InvitationRefusedError where the link has become too old, whoever reads it."""
    if invitation.is_expired and not invitation.accepted_at:
        raise InvitationRefusedError(
            _("Cette invitation a expiré : demandez-en une autre."), code="expired"
        )


def is_addressed_to(invitation: Invitation, user: "User | AnonymousUser") -> bool:
    """Whether the invitation went to an address that this person has confirmed."""
    if not user.is_authenticated:
        return False
    addresses = EmailAddress.objects.filter(user=user)
    if addresses.filter(email__iexact=invitation.email, verified=True).exists():
        return True
    unknown = not addresses.filter(email__iexact=invitation.email).exists()
    return unknown and user.email.lower() == invitation.email.lower()


def _send(invitation: Invitation) -> None:
    """Write in the language of the person invited, where there is one; else in the inviter's."""
    reader = User.objects.filter(email__iexact=invitation.email).first()
    language = reader.language if reader else reader_language()
    with override(language):
        url = reverse("operators:invitation-show", args=[invitation.token])
        role = invitation.get_role_display()
    send_mail(
        "operators/mail/invitation",
        to=invitation.email,
        language=language,
        context={"invitation": invitation, "role": role, "url": settings.SITE_URL + url},
    )
    if reader:
        notify(
            [reader],
            "member.invited",
            params={"operator": invitation.operator.names},
            url=url,
            actor=invitation.invited_by,
            key=f"invitation:{invitation.pk}",
        )


def _tell_owners(membership: Membership) -> None:
    owners = membership.operator.memberships.owners().active().select_related("user")
    notify(
        [part.user for part in owners],
        "member.joined",
        params={"person": membership.user.display_name, "operator": membership.operator.names},
        url=reverse("operators:member-list", args=[membership.operator.slug]),
        actor=membership.user,
    )
