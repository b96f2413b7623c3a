"""The registry of what can be told, and of the groups in which a person chooses how.

An app registers its events in `AppConfig.ready`:

    register(
        "introduction.asked",
        title=_("%(operator)s demande une mise en relation"),
        body=_("« %(message)s »"),
        mail=True,
        group="introductions",
    )
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from frame.languages import reader_language

Param = str | int | Mapping[str, str]
"""A word or number, or a name by the reader's language, with "" for any other language."""
Params = Mapping[str, Param]
Text = str | Promise
Mail = bool | Literal["batched"]

# Unicode's isolates keep a name of one script from turning the sentence of the other around.
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True)
class Group:
    """Events for which a person chooses together: on the page or not, by mail or not."""

    code: str
    label: Text
    help: Text
    order: int


@dataclass(frozen=True)
class Event:
    """One kind of happening. `mail`: at once, gathered ("batched") or never."""

    name: str
    title: Text
    body: Text
    mail: Mail
    group: str

    def title_for(self, params: Params) -> str:
        """The title in the language in use."""
        return filled(self.title, params)

    def body_for(self, params: Params) -> str:
        """The text under the title in the language in use; may be empty."""
        return filled(self.body, params)


_events: dict[str, Event] = {}
_groups: dict[str, Group] = {}


def register_group(code: str, *, label: Text, help: Text = "", order: int = 100) -> None:
    """Make a group of events known, to be shown among the preferences."""
    _groups[code] = Group(code, label, help, order)


def register(name: str, *, title: Text, body: Text = "", mail: Mail = False, group: str) -> Event:
    """Make an event known; registered twice, the later one holds.

    Raises ImproperlyConfigured for a group that nobody registered.
    """
    if group not in _groups:
        raise ImproperlyConfigured(
            f"{name} belongs to the unknown group {group!r}; known: {', '.join(sorted(_groups))}. "
            f'Add notifications.events.register_group("{group}", label=_("…")) before it.'
        )
    _events[name] = Event(name, title, body, mail, group)
    return _events[name]


def get(name: str) -> Event:
    """The event of that name; raises ImproperlyConfigured naming the line to add."""
    if name not in _events:
        raise ImproperlyConfigured(
            f"Unknown event {name!r}: call notifications.events.register({name!r}, …) "
            "in the ready() of the app that tells of it."
        )
    return _events[name]


def known() -> dict[str, Event]:
    """All events by name."""
    return dict(_events)


def groups() -> list[Group]:
    """The groups that have events, in the order of the preferences page."""
    used = {event.group for event in _events.values()}
    return sorted((g for g in _groups.values() if g.code in used), key=lambda g: g.order)


def filled(text: Text, params: Params) -> str:
    """The text with its parameters; in Arabic each one keeps its own direction."""
    if not text:
        return ""
    language = reader_language()
    values = {name: in_language(value, language) for name, value in params.items()}
    if language == "ar":
        values = {name: isolated(value) for name, value in values.items()}
    return str(text) % values


def in_language(value: Param, language: str) -> str | int:
    """A parameter as a reader of `language` knows it."""
    return value.get(language) or value[""] if isinstance(value, Mapping) else value


def isolated(value: str | int) -> str | int:
    """A word that neither turns nor is turned by the text around it. Numbers stay numbers."""
    if isinstance(value, int):
        return value
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


def check_params(event: Event, params: Params, languages: list[str]) -> None:
    """Raise KeyError where a text asks for a parameter that is not given, in any language."""
    for language in languages:
        with override(language):
            event.title_for(params)
            event.body_for(params)


register_group(
    "review",
    label=_("Relecture"),
    help=_("Vos profils et opportunités relus par la fédération."),
    order=10,
)
register_group(
    "introductions",
    label=_("Mises en relation"),
    help=_("Demandes reçues, acceptées ou déclinées."),
    order=20,
)
register_group(
    "conversations",
    label=_("Conversations"),
    help=_("Messages reçus pendant votre absence."),
    order=30,
)
register_group(
    "suggestions",
    label=_("Suggestions"),
    help=_("Nouveaux partenaires possibles pour vos opportunités."),
    order=40,
)
register_group(
    "searches",
    label=_("Recherches enregistrées"),
    help=_("Nouveaux résultats de vos recherches."),
    order=50,
)
register_group(
    "members",
    label=_("Équipe"),
    help=_("Invitations, arrivées et changements de rôle."),
    order=60,
)
register_group(
    "curation",
    label=_("File de relecture"),
    help=_("Ce qui attend l'équipe de la fédération."),
    order=70,
)
