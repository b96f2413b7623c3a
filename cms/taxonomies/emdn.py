"""The shape of an EMDN code: a letter, then two digits a level."""

import re

CODE = re.compile(r"[A-Z](?:\d\d)*")


def is_code(text: str) -> bool:
    """Whether `text` has the shape of an EMDN code."""
    return CODE.fullmatch(text) is not None


def branch(code: str) -> tuple[str, ...]:
    """The codes from the top down to `code`: `A0101` gives `("A", "A01", "A0101")`."""
    return tuple(code[:end] for end in range(1, len(code) + 1, 2))


# Words with a vowel that stay in capitals; those without one, or with a digit, always do.
_ACRONYMS = """
AB ABO AC ACD ACTH ADP AFP AG AIDS ALT ANA ANCA APD APTT ASO AST ATP AV BIPAP BIVAD BTE CAPD CEA
CIC CICU CLIA CPAP DES DNA EBV ECG ECMO ECT EDTA EEG EIA ELISA EMG ENA ENT ERCP ESR ESU EVA EVOH
HAV HEV HIV IABP IC ICD ICP ICSI IFA IGA IGE IGF IGG IGM II III IIC IIR INR IOL IPL ITC ITE IUD IV
IVD IVF IX LAL LED LVAD MRI PACS PE PEEK PEEP PET PSA PTA PTCA PTFE PU PUR RFID RIA RNA RVAD TENS
TIPS POC PPE TPA UFC UHMWPE UPS USB UV VI VII VIII
"""
ACRONYMS = frozenset(_ACRONYMS.split())
WORD = re.compile(r"(?<![\w])[A-Z]{2,}(?![\w])")


def sentence_case(term: str) -> str:
    """A term as one reads it: `SYRINGES, SINGLE-USE` gives `Syringes, single-use`.

    The Commission publishes its terms in capitals, which are slow to read and which screen
    readers spell out.
    """
    lowered = WORD.sub(lambda match: _lowered(match[0]), term)
    return lowered[:1].upper() + lowered[1:]


def _lowered(word: str) -> str:
    is_acronym = word in ACRONYMS or not re.search("[AEIOUY]", word)
    return word if is_acronym else word.lower()
