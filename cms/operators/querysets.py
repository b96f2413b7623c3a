"""Who may see which operator. Each rule about it stands here and in search's audience."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.models import VERIFIERS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class OperatorQuerySet(models.QuerySet[Any]):
    """Reads of operators."""

    def live(self) -> "OperatorQuerySet":
        """The published ones."""
        return self.filter(live=True)

    def of_member(self, user: "User | AnonymousUser") -> "OperatorQuerySet":
        """The ones that a person belongs to, published or not."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(memberships__user=user)

    def edited_by(self, user: "User | AnonymousUser") -> "OperatorQuerySet":
        """The ones whose profile and opportunities a person may change."""
        return self._with_role(user, "owner", "editor")

    def owned_by(self, user: "User | AnonymousUser") -> "OperatorQuerySet":
        """The ones whose members a person may invite, change and remove."""
        return self._with_role(user, "owner")

    def _with_role(self, user: "User | AnonymousUser", *roles: str) -> "OperatorQuerySet":
        """In one filter: two would ask for a membership of the person and for a role of anyone."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(memberships__user=user, memberships__role__in=roles)

    def visible_to(self, user: "User | AnonymousUser") -> "OperatorQuerySet":
        """The published ones that a reader may see.

        Public ones for everybody, the members' ones for the signed-in, the named ones for
        those named in a disclosure, and all for curators and for their own members.
        """
        if not user.is_authenticated:
            return self.live().filter(visibility="public")
        if user.is_curator:
            return self.live()
        from cms.operators.models import Disclosure

        own = Q(pk__in=self.model.objects.of_member(user).values("pk"))
        named = Q(pk__in=Disclosure.objects.to_person(user).values("operator"))
        return self.live().filter(Q(visibility__in=("public", "members")) | own | named)

    def previewed_by(self, user: "User | AnonymousUser") -> "OperatorQuerySet":
        """The ones whose draft a reader may see: their members and the curators."""
        if user.is_authenticated and user.is_curator:
            return self.all()
        return self.of_member(user)

    def with_evidence_for(self, user: "User | AnonymousUser") -> "OperatorQuerySet":
        """The ones whose evidence files a reader may open.

        Their members, the curators, and the verifiers; nobody else, signed in or not.
        """
        if user.is_authenticated and (user.is_curator or VERIFIERS in user.group_names):
            return self.all()
        return self.of_member(user)

    def backed(self) -> "OperatorQuerySet":
        """The ones with a member or a curator behind: only these are suggested."""
        from cms.operators.models import Membership

        member = Membership.objects.filter(operator=OuterRef("pk"), user__is_active=True)
        return self.filter(Exists(member) | Q(steward__is_active=True))

    def with_children(self) -> "OperatorQuerySet":
        """With prose, capabilities, credentials and verifications: four more queries in all."""
        return self.prefetch_related("texts", "capabilities", "credentials__verification")

    def for_cards(self) -> "OperatorQuerySet":
        """With prose, and of the credentials only those with a verification: two more queries."""
        from cms.operators.models import Credential

        verified = Credential.objects.filter(verification__isnull=False)
        held = Prefetch("credentials", verified.select_related("verification"))
        return self.prefetch_related("texts", held)


class MembershipQuerySet(models.QuerySet[Any]):
    """Reads of memberships."""

    def active(self) -> "MembershipQuerySet":
        """Those of people who can sign in."""
        return self.filter(user__is_active=True)

    def owners(self) -> "MembershipQuerySet":
        """Those who may change the members."""
        return self.filter(role="owner")


class InvitationQuerySet(models.QuerySet[Any]):
    """Reads of invitations."""

    def open(self) -> "InvitationQuerySet":
        """Those not yet accepted, their link expired or not."""
        return self.filter(accepted_at=None)

    def addressed_to(self, user: "User | AnonymousUser") -> "InvitationQuerySet":
        """The open ones sent to the address with which a person signs in."""
        if not user.is_authenticated:
            return self.none()
        return self.open().filter(email__iexact=user.email).select_related("operator")


class DisclosureQuerySet(models.QuerySet[Any]):
    """Reads of disclosures."""

    def to_person(self, user: "User") -> "DisclosureQuerySet":
        """Those made to an operator that a person belongs to."""
        return self.filter(reader__memberships__user=user)
