"""Lists of words and units that the analysis knows."""


def listed(text: str) -> frozenset[str]:
    """The words of a text, so that long lists stay short to read."""
    return frozenset(text.split())


# Words that carry no meaning of their own, folded. They never have to match.
STOPWORDS = (
    listed(
        "a au aux avec ce ces cette chez ci comme dans de des du elle elles en entre est et etre "
        "eux il ils je la le les leur leurs lui ma mais me mes mon ne ni nos notre nous on ont ou "
        "par pas plus pour qu que quel quelle qui sa sans se ses si son sont sous sur ta te tes "
        "toi ton tous tout toute toutes tu un une vos votre vous y d l j m t s n c"
    )
    | listed(
        "an and are as at be been by can do for from has have her his how i in into is it its not "
        "of or our than that the their them then there these they this those to was we were what "
        "when which who will with you your"
    )
    | listed(
        "في من علي الي عن مع او و ثم ان انه التي الذي الذين هذا هذه ذلك تلك هو هي هم نحن كل ما لا "
        "لم لن قد كان كانت بين عند حتي غير بعد قبل اي كما لكن"
    )
)

# What an elided French article, pronoun or conjunction leaves before its apostrophe.
ELISIONS = listed("l d j m t s n c qu jusqu lorsqu puisqu quoiqu")

# Units as they are written, folded, and the one spelling in which they are indexed.
UNITS = {
    unit: spellings.split()[0]
    for spellings in (
        "ml mls millilitre millilitres milliliter milliliters مل ملل ميليلتر مليلتر",
        "l litre litres liter liters لتر",
        "cl",
        "dl",
        "ul μl microlitre microlitres microliter",
        "mg ملغ مغ milligramme milligrammes milligram",
        "g gr gramme grammes gram غرام غ",
        "kg kilogramme kilogrammes كغ كلغ kilo kilos",
        "ug μg mcg microgramme microgrammes",
        "t tonne tonnes ton tons طن",
        "mm millimetre millimetres millimeter ملم مم",
        "cm centimetre centimetres سم",
        "um μm micron microns micrometre ميكرون",
        "nm",
        "m metre metres meter متر",
        "v volt volts فولت",
        "kv",
        "w watt watts واط",
        "kw",
        "ma",
        "hz",
        "khz",
        "mhz",
        "ghz",
        "bar bars",
        "mbar",
        "kpa",
        "mpa",
        "psi",
        "mmhg",
        "ui iu",
        "mmol",
        "fr ch french charriere",
        "gauge",
        "kgy kilogray",
    )
    for unit in spellings.split()
}

# Bodies whose standards are cited by number; CEI is French for IEC.
STANDARD_BODIES = {"iso": "iso", "iec": "iec", "cei": "iec", "astm": "astm", "aami": "aami"}
# Prefixes under which the same standard is adopted.
ADOPTIONS = frozenset(("en", "nf", "din", "bs", "nm", "ansi", "une", "uni"))
