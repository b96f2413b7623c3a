"""What this app tells people of."""

from django.utils.translation import gettext_lazy as _

from notifications.events import register


def register_events() -> None:
    """Make the events known to the notifications; called once the apps are ready."""
    register(
        "member.invited",
        title=_("%(operator)s vous invite à rejoindre son équipe"),
        mail=False,
        group="members",
    )
    register(
        "member.joined",
        title=_("%(person)s a rejoint l'équipe de %(operator)s"),
        mail="batched",
        group="members",
    )
    register(
        "member.role_changed",
        title=_("Votre rôle chez %(operator)s a changé"),
        mail="batched",
        group="members",
    )
    register(
        "member.removed",
        title=_("Vous ne faites plus partie de l'équipe de %(operator)s"),
        mail="batched",
        group="members",
    )
