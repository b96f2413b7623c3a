"""The link in each mail that stops such mails, without signing in.

The token is signed and names the person and the groups; it does not expire, since a mail is
read when it is read. Mail programs send a POST to it by themselves (RFC 8058); a GET changes
nothing, because mail scanners open every link.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User

SALT = "notifications.unsubscribe"


def unsubscribe_token(user_id: int, groups: Iterable[str]) -> str:
    """The signed right to stop the mails of these groups to this person."""
    return signing.dumps({"user": user_id, "groups": sorted(groups)}, salt=SALT)


def read_token(token: str) -> tuple[User, list[str]] | None:
    """Whom and which groups a token names; None for a forged one or a person who left."""
    try:
        data = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=data["user"]).first()
    return (user, data["groups"]) if user else None


def unsubscribe_url(user: User, groups: Iterable[str]) -> str:
    """The whole address of the link, in the person's language."""
    with override(user.language):
        path = reverse("notifications:mail-stop", args=[unsubscribe_token(user.pk, groups)])
    return settings.SITE_URL.rstrip("/") + path


def unsubscribe_headers(url: str) -> dict[str, str]:
    """What tells a mail program that it may unsubscribe with one click (RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
