"""The one normaliser: every text, at index and at query time and in each engine, goes through it.

It answers "are these two words written the same?": case, accents, ligatures, presentation forms,
tashkeel, tatweel, forms of alif, dots of the final yeh, teh marbuta, digits of three scripts.
"""

import re
import unicodedata

# Letters that Unicode doesn't decompose, and yeh and kaf as Persian and Urdu keyboards write them.
LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ٱ": "ا",
        "ـ": None,
    }
)
# Marks that NFKC would turn into letters ("Wasl™" into "WaslTM").
SYMBOLS = re.compile("[\u00a9\u00ae\u2117\u2120\u2122]")
# Invisible characters: soft hyphen, joiners, marks and isolates of direction, byte order mark.
FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u2032\u0060\u00b4\uff07\u055a\u201b]")
HYPHENS = re.compile("[-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d]")


def fold(text: str) -> str:
    """`text` in the form in which it is compared: `ÉBÉNISTERIE` and `ebenisterie` are the same."""
    if text.isascii():
        return text.lower()
    plain = INVISIBLE.sub("", SYMBOLS.sub(" ", text))
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", plain).casefold())
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", digits_to_ascii(bare.translate(LETTERS)))


def digits_to_ascii(text: str) -> str:
    """Arabic-Indic, Persian and other decimal digits as 0 to 9."""
    return FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def is_arabic(word: str) -> bool:
    """Whether a folded word is written in Arabic script (judged by its first letter)."""
    return "\u0621" <= word[:1] <= "\u06d3"
