"""Words that two scripts write by their sound: `كوليسترول` and `cholesterol`.

Medicine borrows the names of substances, microbes and their discoverers, and Arabic writes what it
hears. What stays of a word in both scripts are its consonants, as classes of those that are written
for one another, and whether it begins with a vowel; that is its sound here. After the phonetic keys
of R. Russell ("Soundex", 1918) and L. Philips ("Hanging on the Metaphone", 1990), with the classes
chosen by how Arabic transliterates Latin and Greek terms.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from search.text.folding import is_arabic
from search.text.stemming import strip_article

# Below so many letters or sounds too many unrelated words sound alike.
SHORTEST_WORD = 5
SHORTEST_SOUND = 5
LATIN_MARK, ARABIC_MARK = "~l", "~a"

LATIN_CLUSTERS = (
    (re.compile(r"^x"), "z"),
    (re.compile(r"sch|tch|sh"), "$"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"rh"), "r"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"kh|ch|ck|qu"), "k"),
    (re.compile(r"x"), "kz"),
    (re.compile(r"sc(?=[eiy])"), "z"),
    (re.compile(r"c(?=[eiy])"), "z"),
)
LATIN_LETTERS = "pbfvtdgjkqczsrlmnh$"
LATIN_HEARD = "bbfftdggkkkzzrlmnh$"
ARABIC_LETTERS = "بفڤتطثجغگكقخحهدضذزسصظرشلمنپچ"
ARABIC_HEARD = "bfftttgggkkkhhddzzzzzr$lmnb$"
LATIN_SOUNDS = str.maketrans(LATIN_LETTERS, LATIN_HEARD, "aeiouyw")
ARABIC_SOUNDS = str.maketrans(ARABIC_LETTERS, ARABIC_HEARD, "اويىؤئءآأإعة")
VOWELS = frozenset("aeiou")
ARABIC_VOWELS = frozenset("اأإآءعؤئ")
ARABIC_ENDINGS = ("يات", "ات", "يه", "ي", "ه")
PLURAL = re.compile(r"(?<=[^sui])s$")
TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def index_sound(word: str) -> str:
    """The term under which a folded word is found from the other script, or ""."""
    if len(word) < SHORTEST_WORD or not word.isalpha():
        return ""
    if is_arabic(word):
        return marked(ARABIC_MARK, arabic_sound(strip_article(word)))
    return marked(LATIN_MARK, latin_sound(word)) if word.isascii() else ""


def query_sounds(word: str) -> frozenset[str]:
    """The terms of the other script's words that sound like a folded word."""
    if len(word) < SHORTEST_WORD or not word.isalpha():
        return frozenset()
    if is_arabic(word):
        sounds = {marked(LATIN_MARK, arabic_sound(form)) for form in without_endings(word)}
    else:
        sounds = {marked(ARABIC_MARK, latin_sound(word))} if word.isascii() else set()
    return frozenset(sounds - {""})


def marked(mark: str, sound: str) -> str:
    """A sound as a term; "" where it is too short to tell words apart."""
    return mark + sound if len(sound) >= SHORTEST_SOUND else ""


def without_endings(word: str) -> Iterator[str]:
    """An Arabic word without its article, as it is and without the ending that Arabic adds."""
    bare = strip_article(word)
    yield bare
    for ending in ARABIC_ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST_WORD - 1:
            yield bare[: -len(ending)]
            return


def latin_sound(word: str) -> str:
    """The sound of a folded Latin word, one letter a class of consonants."""
    heard = PLURAL.sub("", word)
    for written, sound in LATIN_CLUSTERS:
        heard = written.sub(sound, heard)
    first = "a" if heard[:1] in VOWELS else ""
    return TWICE.sub(r"\1", first + heard.translate(LATIN_SOUNDS))


def arabic_sound(word: str) -> str:
    """The sound of a folded Arabic word, in the same letters."""
    first = "a" if word[:1] in ARABIC_VOWELS else ""
    return TWICE.sub(r"\1", first + word.translate(ARABIC_SOUNDS))
