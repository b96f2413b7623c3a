"""Who a request comes from: the libraries' rules, with one person looked up the short way."""

from allauth.account import auth_backends
from django.contrib.auth import backends

from accounts.models import User
from frame.prepared import Given, PreparedGet

person = PreparedGet(lambda: User.objects.filter(pk=Given("pk")))


class PersonBackend(backends.ModelBackend):
    """Django's backend."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; None for nobody, and for one who may no longer sign in."""
        found = person.first(pk=user_id)
        return found if found and self.user_can_authenticate(found) else None


class MailBackend(PersonBackend, auth_backends.AuthenticationBackend):
    """allauth's backend: signs in by e-mail address."""
