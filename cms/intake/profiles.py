"""A manufacturer of EUDAMED as an operator's profile: what the data says, and no more.

See docs/decisions for what is claimed: it offers supply, since it places devices on the market;
it seeks nothing that we know of; its one capability is to have devices of these categories made,
as the legal manufacturer.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from cms.intake.eudamed import Device, Manufacturer
from cms.operators.models import Capability, Operator, OperatorText
from cms.taxonomies.choices import OperatorType

SOURCE = "eudamed"
PROCESS = "device_assembly"
OFFER = "supply"
NOTE = (
    "From EUDAMED: devices of which the company is the legal manufacturer. Where and by whom they "
    "are made is not stated there."
)
SUMMARIES = {
    "en": "Manufacturer of {terms} (EUDAMED)",
    "fr": "Fabricant de dispositifs inscrits dans EUDAMED : {terms}",
}
WITHDRAWN = {"en": "no longer placed on the market", "fr": "n'est plus mis sur le marché"}
BODY_LENGTH = 8000
SUMMARY_LENGTH = 200


@dataclass(frozen=True)
class ImportedProfile:
    """The content of a profile; equal digests mean equal content."""

    name: str
    country: str
    categories: tuple[str, ...]
    classes: tuple[str, ...]
    offers: tuple[str, ...]
    texts: tuple[tuple[str, str, str], ...]

    @property
    def digest(self) -> str:
        """SHA-256 in hexadecimal of the content."""
        text = json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def profile_of(
    maker: Manufacturer, categories: dict[int, str], terms: dict[str, dict[str, str]]
) -> ImportedProfile:
    """The profile of a manufacturer.

    `categories`: the category of each row, empty where none is known; `terms`: the labels of
    categories by language.
    """
    codes = dict.fromkeys(filter(None, (categories[device.row] for device in maker.devices)))
    is_supplied = any(not device.is_withdrawn for device in maker.devices)
    return ImportedProfile(
        name=maker.name[:200],
        country=maker.country,
        categories=tuple(sorted(codes)),
        classes=tuple(sorted({d.device_class for d in maker.devices if d.device_class})),
        offers=(OFFER,) if is_supplied else (),
        texts=tuple(
            (language, summary_of(language, list(codes), terms), body)
            for language in ("en", "fr")
            if (body := body_of(language, maker, categories, terms))
        ),
    )


def summary_of(language: str, codes: list[str], terms: dict[str, dict[str, str]]) -> str:
    """One sentence that names as many of the categories as it holds."""
    labels = [within(terms[language].get(code, "")) for code in codes]
    fitting = ""
    for label in dict.fromkeys(filter(None, labels)):
        longer = f"{fitting}, {label}" if fitting else label
        if len(SUMMARIES[language].format(terms=longer)) > SUMMARY_LENGTH:
            break
        fitting = longer
    fallback = {"en": "medical devices", "fr": "dispositifs médicaux"}[language]
    return SUMMARIES[language].format(terms=fitting or fallback)


def body_of(
    language: str,
    maker: Manufacturer,
    categories: dict[int, str],
    terms: dict[str, dict[str, str]],
) -> str:
    """One line a device; in French only where EUDAMED has French words of a device.

    In English every device has its line: with its English words, else with those of its own
    language, since a name is a name, else with its category.
    """
    if language == "fr" and not any("fr" in d.names | d.texts for d in maker.devices):
        return ""
    labels = terms[language]
    lines = [
        line_of(language, device, labels.get(categories[device.row], ""))
        for device in maker.devices
        if language == "en" or "fr" in device.names | device.texts
    ]
    kept = ""
    for line in dict.fromkeys(filter(None, lines)):
        if len(kept) + len(line) + 1 > BODY_LENGTH:
            break
        kept += f"{line}\n"
    return kept.strip()


def line_of(language: str, device: Device, label: str) -> str:
    """Name, text, category and state of one device."""
    name, text = words(device.names, language), words(device.texts, language)
    said = [name, text if text != name else "", label]
    line = ". ".join(part.rstrip(".") for part in said if part)
    return f"{line} ({WITHDRAWN[language]})" if line and device.is_withdrawn else line


def words(texts: dict[str, str], language: str) -> str:
    """The words in a language; for English, else those in any."""
    if language in texts or language != "en":
        return texts.get(language, "")
    return next(iter(texts.values()), "")


def within(label: str) -> str:
    """A term inside a sentence: without its capital, unless it begins with an acronym."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def fill(operator: Operator, profile: ImportedProfile) -> Operator:
    """Write the profile into an operator; rows that it has already keep their keys."""
    operator.name, operator.country = profile.name, profile.country
    operator.type, operator.offers = OperatorType.MANUFACTURER, list(profile.offers)
    fill_texts(operator, profile)
    rows: list[Any] = list(operator.capabilities.all())
    capability = rows[0] if rows else Capability(process=PROCESS, note=NOTE)
    capability.categories = list(profile.categories)
    capability.classes = list(profile.classes)
    operator.capabilities = [capability, *rows[1:]]
    return operator


def fill_texts(operator: Operator, profile: ImportedProfile) -> None:
    """Write the prose, one row a language; other languages stay."""
    rows: dict[str, Any] = {text.language: text for text in operator.texts.all()}
    for language, summary, body in profile.texts:
        row = rows.setdefault(language, OperatorText(language=language))
        row.summary, row.body = summary, body
    operator.texts = list(rows.values())
