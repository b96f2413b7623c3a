"""People. They sign in by e-mail address; a user name does not exist."""

from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.names import validate_name

CURATORS = "Curators"
VERIFIERS = "Verifiers"
OBSERVERS = "Observers"


class UserManager(BaseUserManager["User"]):
    """Creates people from an e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may do all. Whoever has the server's shell needs no mail to prove it."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        EmailAddress = apps.get_model("account", "EmailAddress")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def in_group(self, name: str) -> models.QuerySet["User"]:
        """Active people of the staff group `name` (CURATORS, VERIFIERS, OBSERVERS)."""
        return self.filter(groups__name=name, is_active=True)


class User(AbstractUser):
    """A person, with the language in which Wasl writes to them."""

    username = None  # type: ignore[assignment]
    first_name = models.CharField(
        _("prénom"), max_length=80, blank=True, validators=[validate_name]
    )
    last_name = models.CharField(
        _("nom de famille"), max_length=80, blank=True, validators=[validate_name]
    )
    email = models.EmailField(_("adresse e-mail"), unique=True)
    language = models.CharField(
        _("langue"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    job_title = models.CharField(
        _("fonction"), max_length=120, blank=True, validators=[validate_name]
    )
    terms_accepted = models.DateTimeField(_("conditions acceptées le"), null=True, blank=True)
    closed_at = models.DateTimeField(_("compte fermé le"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_the_case")
        ]

    def __str__(self) -> str:
        return self.display_name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with what subscribers write because of it (search's outbox): both, or neither."""
        super().save(*args, **kwargs)

    @property
    def display_name(self) -> str:
        """The name others read: the full name, else what stands before the @."""
        if self.closed_at:
            return str(_("Compte supprimé"))
        return self.get_full_name() or self.email.partition("@")[0]

    @property
    def is_curator(self) -> bool:
        """Whether this person curates for the federation (superusers do)."""
        return self.is_active and (self.is_superuser or CURATORS in self.group_names)

    @property
    def enters_admin(self) -> bool:
        """Whether the admin is open to this person; asked of those in a group only."""
        is_known = self.is_superuser or bool(self.group_names)
        return is_known and self.has_perm("wagtailadmin.access_admin")

    @property
    def group_names(self) -> frozenset[str]:
        """The names of this person's groups, read once an instance."""
        if not hasattr(self, "_group_names"):
            self._group_names = frozenset(self.groups.values_list("name", flat=True))
        return self._group_names
