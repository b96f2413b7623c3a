"""What people are told about introductions."""

from django.utils.translation import gettext_lazy as _

from notifications.events import register

GROUP = "introductions"


def register_events() -> None:
    """Make the events known to the notifications."""
    register(
        "introduction.asked",
        title=_("%(asker)s demande une mise en relation"),
        body=_("%(receiver)s peut accepter ou décliner : « %(message)s »"),
        mail=True,
        group=GROUP,
    )
    register(
        "introduction.accepted",
        title=_("%(receiver)s accepte votre demande"),
        body=_("La conversation avec %(receiver)s est ouverte."),
        mail=True,
        group=GROUP,
    )
    register(
        "introduction.declined",
        title=_("%(receiver)s décline votre demande"),
        body=_("La raison donnée se lit sur la page de la demande."),
        mail=True,
        group=GROUP,
    )
    register(
        "introduction.withdrawn",
        title=_("%(asker)s a retiré sa demande"),
        body=_("Vous n'avez plus à y répondre."),
        group=GROUP,
    )
    register(
        "introduction.reminded",
        title=_("%(asker)s attend votre réponse"),
        body=_("Sans réponse de %(receiver)s, la demande expire. Jours restants : %(days)s."),
        mail=True,
        group=GROUP,
    )
    register(
        "introduction.lapsed",
        title=_("La demande de %(asker)s à %(receiver)s a expiré"),
        body=_("Elle est restée sans réponse. Une nouvelle demande reste possible."),
        mail=True,
        group=GROUP,
    )
