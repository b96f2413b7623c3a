"""The table of accounts that whoever loads the demo reads."""

from collections.abc import Iterator

from demo.files import Entry, read
from demo.people import PASSWORD

# Those of the story, and one of each staff group; the others are in data/people.json.
SHOWN_OPERATORS = ("injectis", "cordelier", "anfa-nephro", "delta-kidney", "khouribga-meca")


def account_lines() -> Iterator[str]:
    """A line of headings, then one an account: address, language, what the person is."""
    people = [entry for entry in read("people") if is_shown(entry)]
    width = max(len(entry["email"]) for entry in people)
    yield f"Sign in with the password {PASSWORD}:"
    for entry in people:
        yield f"  {entry['email']:<{width}}  {entry['language']}  {part_of(entry)}"


def is_shown(entry: Entry) -> bool:
    """Whether the account belongs to the story that the guide tells."""
    return "group" in entry or entry["operator"] in SHOWN_OPERATORS


def part_of(entry: Entry) -> str:
    """What the person is, in a few words."""
    return entry["group"] if "group" in entry else f"{entry['role']} of {entry['operator']}"
