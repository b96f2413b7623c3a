"""An operator with people, and forms as a browser sends them."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import VERIFIERS, User
from cms.operators.models import Capability, Credential, Operator, OperatorText
from cms.publishing.services import latest_draft
from tests.factories import CuratorFactory, MembershipFactory, OperatorFactory, UserFactory

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 64


def signed_in(user: User | None) -> Client:
    """A browser of this person, or of a stranger without an account."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def people_of(operator: Operator) -> dict[str, Any]:
    """One of each kind of reader of `operator`."""
    return {
        "owner": MembershipFactory(operator=operator).user,
        "editor": MembershipFactory(operator=operator, role="editor").user,
        "viewer": MembershipFactory(operator=operator, role="viewer").user,
        "stranger": MembershipFactory().user,
        "curator": CuratorFactory(),
        "anonymous": None,
    }


def verifier() -> User:
    """Somebody of the agency that verifies credentials."""
    person: User = UserFactory()
    person.groups.add(Group.objects.get_or_create(name=VERIFIERS)[0])
    return person


def full_operator(**fields: Any) -> Operator:
    """A published operator with prose, a capability and a credential with its file."""
    operator: Operator = OperatorFactory(
        name="Rif Silicone",
        slug="rif-silicone",
        city="Tétouan",
        email="contact@rif.example",
        phone="+212 539 00 00 00",
        **fields,
    )
    OperatorText.objects.create(
        operator=operator, language="fr", summary="Moulage de silicone.", body="Depuis 1998."
    )
    Capability.objects.create(
        operator=operator,
        process="silicone_moulding",
        categories=["A0301"],
        classes=["IIa"],
        scale="series",
        capacity_per_year=1_250_777,
        unit="canules",
    )
    certificate(operator)
    return operator


def certificate(operator: Operator, **fields: Any) -> Credential:
    """A credential with a file of an Arabic name."""
    values = {
        "standard": "EN ISO 13485",
        "number": "NMC-4711",
        "scope": "Canules en silicone",
        "valid_to": date(2099, 1, 31),
        "evidence": SimpleUploadedFile("شهادة الجودة.pdf", PDF),
    }
    made: Credential = Credential.objects.create(operator=operator, **(values | fields))
    return made


def draft_of(operator: Operator) -> Operator:
    """The latest draft, read anew."""
    draft: Operator = latest_draft(Operator.objects.get(pk=operator.pk))
    return draft


def rows(name: str, *forms: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """What the page of rows `name` sends."""
    data: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(forms), f"{name}-INITIAL_FORMS": initial}
    for number, form in enumerate(forms):
        data |= {f"{name}-{number}-{field}": value for field, value in form.items()}
    return data


def revision_of(operator: Any) -> dict[str, Any]:
    """The hidden field that says over which version a form was filled in."""
    operator.refresh_from_db(fields=["latest_revision"])
    return {"revision": operator.latest_revision_id or ""}


def create_data(**fields: Any) -> dict[str, Any]:
    """What the page that creates an operator sends."""
    blank = {"name": "Zellij Cathéters", "type": "manufacturer", "country": "MA"}
    return {"client_id": str(uuid.uuid4()), **blank, **fields}


def step_url(step: str) -> str:
    """The address of a step of the editor of `full_operator`."""
    return f"/fr/operators/rif-silicone/edit/{step}/"


def text_of(response: Any) -> str:
    """The page as text."""
    html: str = response.content.decode()
    return html
