"""The demo's offers and requests."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from cms.operators.models import Operator
from cms.opportunities.models import Opportunity, OpportunityText
from demo.files import SOURCE, Entry, read
from demo.people import curator, members_of
from demo.publication import bring_to_state


def load_opportunities() -> int:
    """Create the opportunities that are missing; return how many. Those there are left alone."""
    known = set(Opportunity.objects.filter(source=SOURCE).values_list("source_ref", flat=True))
    missing = [entry for entry in read("opportunities") if entry["ref"] not in known]
    operators = {row.source_ref: row for row in Operator.objects.filter(source=SOURCE)}
    if missing:
        reviewer, today = curator(), timezone.localdate()
        for entry in missing:
            load_opportunity(entry, operators[entry["operator"]], today=today, reviewer=reviewer)
    return len(missing)


def load_opportunity(entry: Entry, operator: Operator, *, today: date, reviewer: User) -> None:
    """One opportunity, written by a person of its operator, or by who follows it."""
    members = members_of(entry["operator"])
    author = members[0][0] if members else reviewer
    opportunity = opportunity_of(entry, operator, today)
    bring_to_state(opportunity, entry, author=author, reviewer=reviewer)


def opportunity_of(entry: Entry, operator: Operator, today: date) -> Opportunity:
    """The unsaved opportunity with its prose; its dates in days from today."""
    opportunity = Opportunity(
        operator=operator,
        side=entry["kind"],
        modes=entry["modes"],
        categories=entry["emdn"],
        classes=entry["classes"],
        processes=entry["processes"],
        required_credentials=entry["required_credentials"],
        trl=entry["trl"],
        volume_per_year=entry["volume_per_year"],
        unit=entry["unit"] or "",
        include_countries=entry["countries"]["include"],
        exclude_countries=entry["countries"]["exclude"],
        published_on=day_from(today, entry["published"]),
        expires_on=day_from(today, entry["expires"]),
        source=SOURCE,
        source_ref=entry["ref"],
    )
    opportunity.texts = [
        OpportunityText(language=code, **text) for code, text in entry["texts"].items()
    ]
    return opportunity


def day_from(today: date, days: int | None) -> date | None:
    """The day that many days from today."""
    return None if days is None else today + timedelta(days=days)
