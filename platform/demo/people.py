"""The demo's accounts, ready to sign in."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import CURATORS, VERIFIERS, User
from demo.files import Entry, read

PASSWORD = "wasl-demo-2026"  # noqa: S105  Told to whoever loads the demo; real people never have it.


def load_people() -> int:
    """Create the accounts that are missing, each with a confirmed address; return how many."""
    known = set(User.objects.values_list("email", flat=True))
    missing = [entry for entry in read("people") if entry["email"] not in known]
    # One hash for all: a hash each would take most of the time of the whole demo.
    password = make_password(PASSWORD)
    for entry in missing:
        create_person(entry, password)
    return len(missing)


def create_person(entry: Entry, password: str) -> User:
    """One account, in its staff group if it has one."""
    names = ("email", "first_name", "last_name", "language", "job_title")
    group = entry.get("group")
    person = User.objects.create(
        **{name: entry[name] for name in names}, password=password, is_staff=bool(group)
    )
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    if group:
        person.groups.add(Group.objects.get_or_create(name=group)[0])
    return person


def members_of(operator_ref: str) -> list[tuple[User, str]]:
    """The people of an operator with their roles, owners first as they are in the file."""
    entries = [entry for entry in read("people") if entry.get("operator") == operator_ref]
    people = {p.email: p for p in User.objects.filter(email__in=[e["email"] for e in entries])}
    return [(people[entry["email"]], entry["role"]) for entry in entries]


def curator() -> User:
    """Who reviews, and follows the operators that have no member."""
    return first_of(CURATORS)


def verifier() -> User:
    """Who checks the credentials."""
    return first_of(VERIFIERS)


def first_of(group: str) -> User:
    """The first demo account of a staff group."""
    email = next(entry["email"] for entry in read("people") if entry.get("group") == group)
    return User.objects.get(email=email)
