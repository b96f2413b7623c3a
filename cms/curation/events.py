"""What the review tells people."""

from django.utils.translation import gettext_lazy as _

from notifications import events

GROUP = "curation"


def register() -> None:
    """Make the events known to the notifications."""
    events.register_group(
        GROUP,
        label=_("Revue de vos fiches"),
        help=_("Votre profil ou une opportunité est publié, ou demande une correction."),
        order=10,
    )
    events.register(
        "curation.submitted",
        title=_("À revoir : %(name)s"),
        body=_("Envoyé par %(person)s."),
        mail="batched",
        group=GROUP,
    )
    events.register(
        "curation.profile_approved",
        title=_("Votre profil « %(name)s » est publié"),
        body=_("La fédération l'a relu. Il est maintenant trouvé par la recherche."),
        mail=True,
        group=GROUP,
    )
    events.register(
        "curation.profile_rejected",
        title=_("Votre profil « %(name)s » demande une correction"),
        body=_("La fédération vous écrit : « %(reason)s »"),
        mail=True,
        group=GROUP,
    )
    events.register(
        "curation.opportunity_approved",
        title=_("Votre opportunité « %(name)s » est publiée"),
        body=_("La fédération l'a relue. Elle est maintenant trouvée par la recherche."),
        mail=True,
        group=GROUP,
    )
    events.register(
        "curation.opportunity_rejected",
        title=_("Votre opportunité « %(name)s » demande une correction"),
        body=_("La fédération vous écrit : « %(reason)s »"),
        mail=True,
        group=GROUP,
    )
