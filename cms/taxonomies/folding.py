"""Text without what two spellings of one word differ in, to compare names and labels."""

import re
import unicodedata

# Alif with hamza or madda, final yeh without dots, teh marbuta, tatweel, as people type them.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"})


def fold(text: str) -> str:
    """Lower case, no accents or vowel signs, words parted by one space."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_ARABIC)
    letters = unicodedata.normalize("NFD", lowered.translate(_LIGATURES))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", bare).translate(_ARABIC)))
