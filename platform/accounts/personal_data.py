"""What Wasl knows of a person: given back, and erased. Higher apps add their own share.

An app registers in its `AppConfig.ready`:

    personal_data.register_export("memberships", memberships_of)
    personal_data.register_obstacle(only_owner_of)

and listens to `accounts.signals.account_closed` to erase what it keeps of the person.
"""

from collections.abc import Callable, Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from accounts.models import User

Exporter = Callable[[User], object]
Obstacle = Callable[[User], Iterable[str]]

_exporters: dict[str, Exporter] = {}
_obstacles: list[Obstacle] = []


def register_export(name: str, exporter: Exporter) -> None:
    """Add a part to the export: what `exporter(user)` returns must go into JSON."""
    _exporters[name] = exporter


def register_obstacle(obstacle: Obstacle) -> None:
    """Add a reason to stay: `obstacle(user)` yields sentences that say what to do first."""
    if obstacle not in _obstacles:
        _obstacles.append(obstacle)


def personal_data_of(user: User) -> dict[str, object]:
    """All that Wasl knows of a person, by part."""
    return {"account": account_data(user)} | {
        name: exporter(user) for name, exporter in sorted(_exporters.items())
    }


def obstacles_of(user: User) -> list[str]:
    """Why the account cannot be closed now, in the language in use; empty where it can."""
    return [str(sentence) for obstacle in _obstacles for sentence in obstacle(user)]


def account_data(user: User) -> dict[str, object]:
    """The account itself, its addresses and its open sessions."""
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "job_title": user.job_title,
        "language": user.language,
        "date_joined": user.date_joined.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "terms_accepted": user.terms_accepted.isoformat() if user.terms_accepted else None,
        "groups": sorted(user.group_names),
        "email_addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "second_factors": [
            {"type": factor.type, "created": factor.created_at.isoformat()}
            for factor in Authenticator.objects.filter(user=user)
        ],
        "sessions": [
            {"ip": s.ip, "browser": s.user_agent, "since": s.created_at.isoformat()}
            for s in UserSession.objects.filter(user=user)
        ],
    }
