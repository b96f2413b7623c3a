"""Which rows carry a code, a bit a row: sets that are joined and counted 64 rows at a time."""

from collections.abc import Sequence

import numpy as np

# Codes numbered higher are so many that each is rare: they are kept as entries (entries.py). A
# thousand codes take 125 kB a thousand rows at most.
MOST_SETS = 1000
# Room for so many more codes and words when a matrix grows, as one part of what it has.
ROOM = 4


class BitSets:
    """Row `row` carries the code numbered `n` where bit `row` of line `n` is set. Never changed.

    `updated` copies: a matrix has some hundreds of lines of 19 kB at 150,000 rows.
    """

    def __init__(self, words: np.ndarray | None = None, lines: int = 1) -> None:
        """`words` is uint64[codes or more, rows / 64 or more]; only the first `lines` are used."""
        self.words = np.zeros((1, 0), np.uint64) if words is None else words
        self.lines = lines

    def updated(
        self, changed: Sequence[int], added: Sequence[tuple[int, int]], *, lines: int, count: int
    ) -> "BitSets":
        """Without the codes of the rows `changed`, with the `added` pairs of row and number."""
        words = self._copied(lines, words_for(count))
        places, bits = bit_of(np.unique(np.array(changed, np.int64)))
        cleared = np.zeros(words.shape[1], np.uint64)
        np.bitwise_or.at(cleared, places, bits)
        touched = np.unique(places)
        words[:, touched] &= ~cleared[touched]
        if added:
            rows, numbers = np.array(added, np.int64).T
            places, bits = bit_of(rows)
            np.bitwise_or.at(words, (numbers, places), bits)
        return BitSets(words, lines)

    def _copied(self, lines: int, width: int) -> np.ndarray:
        """A copy with room for as many codes and words."""
        have = self.words.shape
        if lines <= have[0] and width <= have[1]:
            return self.words.copy()
        size = [
            wanted if wanted <= old else wanted + wanted // ROOM
            for wanted, old in zip((lines, width), have, strict=True)
        ]
        grown = np.zeros(np.maximum(size, have), np.uint64)
        grown[: have[0], : have[1]] = self.words
        return grown

    def counts(self, packed: np.ndarray) -> np.ndarray:
        """How many rows of a packed mask carry each code, by number."""
        width = min(len(packed), self.words.shape[1])
        met = self.words[: self.lines, :width] & packed[:width]
        counted: np.ndarray = np.bitwise_count(met).sum(axis=1, dtype=np.int64)
        return counted

    def rows_with(self, numbers: Sequence[int], count: int) -> np.ndarray:
        """The mask of the rows that carry any of some codes."""
        known = [number for number in numbers if number < self.lines]
        if not known:
            return np.zeros(count, np.bool_)
        joined = np.bitwise_or.reduce(self.words[known, : words_for(count)], axis=0)
        return unpacked(joined, count)


def words_for(count: int) -> int:
    """How many words of 64 bits hold so many rows."""
    return (count + 63) // 64


def bit_of(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The word of each row, and its bit there."""
    return rows >> 6, np.uint64(1) << (rows & 63).astype(np.uint64)


def packed(mask: np.ndarray) -> np.ndarray:
    """A mask of rows as words."""
    words = np.zeros(words_for(len(mask)), "<u8")
    filled = np.packbits(mask, bitorder="little")
    words.view(np.uint8)[: len(filled)] = filled
    return words


def unpacked(words: np.ndarray, count: int) -> np.ndarray:
    """Words as a mask of `count` rows."""
    bits = np.ascontiguousarray(words, "<u8").view(np.uint8)
    return np.unpackbits(bits, count=count, bitorder="little").view(np.bool_)
