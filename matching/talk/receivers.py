"""What talk does when something happens elsewhere: it opens conversations and closes sockets."""

from functools import partial
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.http import HttpRequest

from accounts.models import User
from cms.operators.models import Membership
from matching.introductions.models import Introduction
from matching.introductions.signals import introduction_accepted
from matching.talk import announcements
from matching.talk.announcements import ACCESS_CHANGED, SIGNED_OUT
from matching.talk.services import open_conversation, read_on


def connect() -> None:
    """Subscribe, once."""
    introduction_accepted.connect(open_accepted, dispatch_uid="talk.open_accepted")
    user_logged_out.connect(close_signed_out, dispatch_uid="talk.close_signed_out")
    post_delete.connect(close_ended, sender=UserSession, dispatch_uid="talk.close_ended")
    post_save.connect(close_inactive, sender=User, dispatch_uid="talk.close_inactive")
    for changed in (post_save, post_delete):
        changed.connect(close_member, sender=Membership, dispatch_uid="talk.close_member")
    post_save.connect(join_member, sender=Membership, dispatch_uid="talk.join_member")
    m2m_changed.connect(close_staff, sender=User.groups.through, dispatch_uid="talk.close_staff")
    for changed in (password_changed, password_reset, password_set):
        changed.connect(close_person, sender=User, dispatch_uid="talk.close_person")


def open_accepted(introduction: Introduction, **kwargs: Any) -> None:
    """An accepted introduction opens its conversation, in the same transaction."""
    open_conversation(introduction)


def close_signed_out(request: HttpRequest | None, **kwargs: Any) -> None:
    """Signing out closes the sockets of that sign-in, not of the person's other devices."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        transaction.on_commit(partial(announcements.close_sockets_of_session, key), robust=True)


def close_ended(instance: UserSession, **kwargs: Any) -> None:
    """A sign-in ended from the list of sessions closes its sockets."""
    key = instance.session_key
    transaction.on_commit(partial(announcements.close_sockets_of_session, key), robust=True)


def close_inactive(instance: User, created: bool, **kwargs: Any) -> None:
    """A person who may no longer sign in is cut off."""
    if not created and not instance.is_active:
        close_later(instance.pk, SIGNED_OUT)


def close_member(instance: Membership, **kwargs: Any) -> None:
    """A person whose part in an operator changes: their pages connect anew, as far as allowed."""
    close_later(instance.user_id, ACCESS_CHANGED)


def join_member(instance: Membership, created: bool, **kwargs: Any) -> None:
    """Who joins an operator goes on where its team has read."""
    if created:
        read_on(instance)


def close_staff(instance: User | Group, action: str, **kwargs: Any) -> None:
    """A curator who leaves the group no longer stands for the operators that they follow."""
    if action.startswith("post_") and isinstance(instance, User):
        close_later(instance.pk, ACCESS_CHANGED)


def close_person(user: User, **kwargs: Any) -> None:
    """A new password ends the other sign-ins; the one that remains connects anew."""
    close_later(user.pk, ACCESS_CHANGED)


def close_later(user_id: int, code: int) -> None:
    """Close a person's sockets once the change is saved."""
    transaction.on_commit(partial(announcements.close_sockets_of, user_id, code), robust=True)
