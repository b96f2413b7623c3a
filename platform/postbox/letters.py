"""Reads the mails that Django's file backend wrote: one file a connection, rules between mails."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

RULE = re.compile(rb"^-{79}\n", re.M)


@dataclass(frozen=True)
class Letter:
    """One mail. `key` is its file and its place there: "20261125-093000-1403-0"."""

    key: str
    to: str
    subject: str
    sent: datetime
    text: str
    html: str


def read_letters(folder: Path, *, to: str = "") -> list[Letter]:
    """All mails, newest first; those to an address that contains `to` if it is given."""
    letters = [letter for path in folder.glob("*.log") for letter in letters_in(path)]
    wanted = [letter for letter in letters if to.lower() in letter.to.lower()]
    return sorted(wanted, key=lambda letter: (letter.sent, letter.key), reverse=True)


def find_letter(folder: Path, key: str) -> Letter | None:
    """The mail of that key among those in the folder; None where there is none."""
    return next((letter for letter in read_letters(folder) if letter.key == key), None)


def letters_in(path: Path) -> Iterator[Letter]:
    """The mails of one file."""
    parts = [part for part in RULE.split(path.read_bytes()) if part.strip()]
    for number, part in enumerate(parts):
        message = message_from_bytes(part, policy=policy.default)
        yield letter_from(f"{path.stem}-{number}", message)


def letter_from(key: str, message: EmailMessage) -> Letter:
    """What the pages show of a parsed message."""
    return Letter(
        key=key,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent=sent_at(message),
        text=body_of(message, "plain"),
        html=body_of(message, "html"),
    )


def sent_at(message: EmailMessage) -> datetime:
    """When it was sent. Django writes UTC as "-0000", which Python reads as no zone at all."""
    moment = parsedate_to_datetime(str(message["Date"]))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def body_of(message: EmailMessage, kind: str) -> str:
    """The text or the HTML of a message, or ""."""
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part else ""
