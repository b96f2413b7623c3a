"""What may be an evidence file: its size, and its real type, whatever its name says."""

from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

LARGEST = 10 * 1024 * 1024
HEAD = 2048
# The MIME types that are taken, each with the endings of its names.
SUFFIXES = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}
ACCEPT = ",".join(suffix for suffixes in SUFFIXES.values() for suffix in suffixes)


def validate_evidence(file: Any) -> None:
    """Refuse a new file that is too large, or whose content is no PDF, PNG or JPEG.

    A file already stored was judged when it came, and is not read again.
    """
    if getattr(file, "_committed", False) or not file:
        return
    if file.size > LARGEST:
        raise ValidationError(
            _("Ce fichier pèse %(size)s ; la limite est de %(limit)s."),
            code="too_large",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(LARGEST)},
        )
    if not content_type(file):
        raise ValidationError(
            _("Ce fichier n'est ni un PDF, ni une image PNG ou JPEG, quel que soit son nom."),
            code="wrong_type",
        )


def content_type(file: File) -> str:
    """The MIME type that the content shows, or "" where it is none of those taken."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    try:
        found = puremagic.from_string(head, mime=True)
    except (puremagic.PureError, ValueError):
        return ""
    return found if found in SUFFIXES else ""


def name_for_download(name: str, kind: str) -> str:
    """The name under which a file of this MIME type leaves: with an ending that says the type.

    A PDF called `report.bat` would be run by whoever opens what they downloaded.
    """
    suffixes = SUFFIXES.get(kind, (".bin",))
    return name if name.lower().endswith(suffixes) else f"{name}{suffixes[0]}"
