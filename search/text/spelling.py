"""Words one or two slips away from a word: typing slips, for typo tolerance and "did you mean"."""

from collections.abc import Callable, Iterable, Iterator

from search.text.folding import is_arabic

LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
ARABIC_LETTERS = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
SHORTEST = 4
TWO_SLIPS_FROM = 8


def one_slip(word: str) -> Iterator[str]:
    """All words one insertion, deletion, replacement or exchange of neighbours away.

    After P. Norvig, "How to write a spelling corrector": some 450 words for 8 letters.
    """
    letters = ARABIC_LETTERS if is_arabic(word) else LATIN_LETTERS
    for cut in range(len(word) + 1):
        head, tail = word[:cut], word[cut:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def slips_between(first: str, second: str, most: int) -> int:
    """The Levenshtein distance of two words, or `most` + 1 where it is more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
        if min(row) > most:
            return most + 1
    return row[-1]


def respellings(
    word: str, is_known: Callable[[str], bool], starting_with: Callable[[str], Iterable[str]]
) -> list[str]:
    """Known words that `word` may be a slip of, the nearest first.

    `is_known` tells whether a word is in the vocabulary, `starting_with` gives its words that
    begin with a prefix. Words under four letters and words with digits have none.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return []
    near = [other for other in dict.fromkeys(one_slip(word)) if other != word and is_known(other)]
    if near or len(word) < TWO_SLIPS_FROM:
        return near
    return [other for other in starting_with(word[:3]) if slips_between(word, other, 2) == 2]
