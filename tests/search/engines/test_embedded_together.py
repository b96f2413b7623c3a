"""Words asked together find, and score, what each by itself adds up to."""

import numpy as np
import pytest

from search.engines.embedded import EmbeddedEngine
from search.engines.embedded.lexical import hits_of, seek_word
from search.engines.embedded.reader import Reader
from search.engines.embedded.snapshot import WordHits
from search.engines.embedded.together import STEP, by_row, find_together, told_apart
from search.requests import ANONYMOUS, Audience, SearchRequest
from search.text import query_words
from tests.search.engines.documents import TODAY, operator

SAID = ("seringue", "acier", "fine", "stérile")
MEMBER, NAMED = Audience.member([900]), Audience.member([7], [8])
COUNT = 160


def words_of(pk: int) -> list[str]:
    """What the body of an operator says."""
    return [word for place, word in enumerate(SAID) if pk >> place & 1]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """Each set of some words in ten documents; members read one more word, those named another."""
    made = EmbeddedEngine(tmp_path_factory.mktemp("index"), today=lambda: TODAY)
    made.swap(made.build())
    made.upsert(
        operator(
            pk,
            "Société",
            f"{' '.join(words_of(pk))} x",
            member_text="acier" if pk % 11 == 0 else "",
            named_text="seringue" if pk % 2 else "fine",
            visibility="members" if pk % 7 == 0 else "public",
        )
        for pk in range(1, COUNT + 1)
    )
    return made


@pytest.mark.parametrize("most_asked", [0, 1000])
@pytest.mark.parametrize("audience", [ANONYMOUS, MEMBER, NAMED, Audience.curator()])
@pytest.mark.parametrize("needed", [1, 2, 3, 4])
def test_words_asked_together_score_what_each_adds_up_to(
    engine: EmbeddedEngine,
    audience: Audience,
    needed: int,
    most_asked: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("search.engines.embedded.together.MOST_ASKED", most_asked)
    snapshot = engine.opened.snapshot()
    reader = Reader.of(snapshot, audience, TODAY.toordinal())
    sought = [seek_word(snapshot, w, reader, is_last=False) for w in query_words(" ".join(SAID))]
    each = [by_row(snapshot, hits_of(snapshot, one, reader), 1) for one in sought]
    summed, counted = (np.sum(parts, axis=0) for parts in zip(*each, strict=True))
    enough = counted >= needed

    scores, matched = find_together(snapshot, sought, reader, needed)

    assert np.where(enough, counted, 0).tolist() == matched.tolist()
    assert np.where(enough, summed, 0) == pytest.approx(scores, abs=0.01)


def test_words_that_nothing_holds_together_find_what_holds_the_most(
    engine: EmbeddedEngine,
) -> None:
    found = engine.search(SearchRequest(text="acier fine inconnus absents"), ANONYMOUS)

    assert found.relaxed
    assert found.total == len(
        [pk for pk in range(1, COUNT + 1) if pk % 7 and {"acier", "fine"} <= set(words_of(pk))]
    )


def test_a_sum_of_steps_and_scores_is_told_apart() -> None:
    rows = np.arange(3, dtype=np.int32)
    sums = np.array([3 * 4 * STEP + 41.257, 4 * 4 * STEP, 12.5], np.float32)

    hits, counted = told_apart(WordHits(rows, sums), 4)

    assert counted.tolist() == [3, 4, 0]
    assert hits.scores == pytest.approx([41.26, 0, 12.5], abs=0.005)
