"""An opportunity as a reader may read it: labels instead of codes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from cms.operators.categories import CategoryLine, category_lines
from cms.operators.sheets import class_labels, labelled, place_of, reader_language
from cms.opportunities.models import Opportunity

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True)
class OpportunitySheet:
    """All that one reader sees of one opportunity; `volume` and `unit` are for members."""

    opportunity: Opportunity
    text: Any
    is_other_language: bool
    text_languages: tuple[tuple[str, str], ...]
    operator_place: str
    modes: tuple[str, ...]
    categories: tuple[CategoryLine, ...]
    classes: tuple[str, ...]
    processes: tuple[str, ...]
    required_credentials: tuple[str, ...]
    include_countries: tuple[str, ...]
    exclude_countries: tuple[str, ...]
    is_member: bool
    volume: int | None = None
    unit: str = ""


def opportunity_sheet(
    opportunity: Opportunity, *, reader: "User | AnonymousUser"
) -> OpportunitySheet:
    """The opportunity, a published one or a draft, for `reader`; some five queries."""
    text = opportunity.text_in()
    written = {row.language for row in opportunity.texts.all()}
    return OpportunitySheet(
        opportunity=opportunity,
        text=text,
        is_other_language=text is not None and text.language != reader_language(),
        text_languages=tuple((c, n) for c, n in settings.LANGUAGES if c in written),
        operator_place=place_of(opportunity.operator),
        categories=tuple(category_lines(opportunity.categories).values()),
        classes=class_labels(opportunity.classes),
        is_member=reader.is_authenticated,
        volume=opportunity.volume_per_year if reader.is_authenticated else None,
        unit=opportunity.unit if reader.is_authenticated else "",
        **_labels(opportunity),
    )


def _labels(opportunity: Opportunity) -> dict[str, tuple[str, ...]]:
    return {
        "modes": labelled("modes", opportunity.modes),
        "processes": labelled("processes", opportunity.processes),
        "required_credentials": labelled("standards", opportunity.required_credentials),
        "include_countries": labelled("countries", opportunity.include_countries),
        "exclude_countries": labelled("countries", opportunity.exclude_countries),
    }
