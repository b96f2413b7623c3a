"""What sketches of the vectors tell is never more than where to look: what is found is exact."""

import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search.engines.embedded.columns import Columns
from search.engines.embedded.nearness import Nearness
from search.engines.embedded.sketches import Sketch, Sketches
from search.engines.embedded.vector_file import VectorFile
from search.engines.fusion import neighbour_threshold
from search.vectors import DIMENSIONS, normalise

COUNT = 2000


def drawn_vectors(seed: int = 1) -> np.ndarray:
    """Vectors in ten groups, so that some hundreds are near to each."""
    random = np.random.default_rng(seed)
    middles = random.standard_normal((10, DIMENSIONS))
    noise = random.standard_normal((COUNT, DIMENSIONS))
    return normalise(middles[np.arange(COUNT) % 10] + noise)


def columns_of(vectors: np.ndarray) -> Columns:
    """A state in which row n has the vector in slot n, and the last row has none."""
    made = Columns()
    crc = [*(zlib.crc32(vector) for vector in vectors), 0]
    slots = np.append(np.arange(len(vectors), dtype=np.int32), np.int32(-1))
    scalars = {**made.scalars, "slot": slots, "vector_crc": np.array(crc, np.uint32)}
    return replace(made, count=len(slots), scalars=scalars)


def stored(file: VectorFile, vectors: np.ndarray, first: int = 0) -> None:
    """Put vectors in the slots from `first` on."""
    file.write({first + place: vector.tobytes() for place, vector in enumerate(vectors)})


@pytest.fixture
def file(tmp_path: Path) -> VectorFile:
    made = VectorFile(tmp_path / "vectors.f32")
    stored(made, drawn_vectors())
    return made


def test_a_product_with_a_sketch_is_as_far_from_the_true_one_as_it_says_at_most() -> None:
    vectors = drawn_vectors()
    query = vectors[5]

    sketch = Sketch.of(vectors)

    wrong = np.abs(sketch.products(query, COUNT) - vectors @ query)
    assert (wrong <= sketch.errors).all()
    assert sketch.errors.max() < 0.02


@pytest.mark.parametrize("row", [0, 7, 1999])
def test_near_finds_the_same_neighbours_as_all_vectors_do(file: VectorFile, row: int) -> None:
    vectors = drawn_vectors()
    visible = np.arange(COUNT + 1) % 7 != 0
    judged = visible & (np.arange(COUNT + 1) % 3 != 0)
    exact = np.append(vectors @ vectors[row], np.float32(-1))
    bound = neighbour_threshold(exact[judged])

    near = Nearness(columns_of(vectors), Sketches(file)).near(vectors[row], visible, judged)

    assert neighbour_threshold(near[judged]) == pytest.approx(bound, abs=1e-6)
    found = np.flatnonzero(visible & (near >= bound - 1e-6))
    assert found.tolist() == np.flatnonzero(visible & (exact >= bound - 1e-6)).tolist()
    assert near[found] == pytest.approx(exact[found], abs=1e-6)
    assert np.count_nonzero(near > -1) < COUNT / 2


def test_nearest_finds_the_same_rows_as_all_vectors_do(file: VectorFile) -> None:
    vectors = drawn_vectors()
    mask = np.ones(COUNT + 1, np.bool_)

    scores = Nearness(columns_of(vectors), Sketches(file)).nearest(vectors[3], mask, 20)

    exact = vectors @ vectors[3]
    assert np.argsort(-scores)[:20].tolist() == np.argsort(-exact)[:20].tolist()


def test_estimates_kept_for_a_text_are_mended_where_a_vector_has_changed(file: VectorFile) -> None:
    vectors = drawn_vectors()
    first = Nearness(columns_of(vectors), Sketches(file))
    visible = np.ones(COUNT + 1, np.bool_)
    first.near(vectors[3], visible, visible)
    changed = vectors.copy()
    changed[8] = vectors[3]
    stored(file, changed[8:9], first=8)

    second = first.followed_by(columns_of(changed), 1, np.array([8]))

    near = second.near(vectors[3], visible, visible)
    assert near[8] == pytest.approx(1)


def test_a_sketch_is_made_anew_for_another_vector_in_its_slot(file: VectorFile) -> None:
    vectors = drawn_vectors()
    sketches, other = Sketches(file), drawn_vectors(seed=2)
    slots = np.arange(COUNT)
    sketches.of(slots, columns_of(vectors).vector_crc[:COUNT])
    stored(file, other)

    made = sketches.of(slots, columns_of(other).vector_crc[:COUNT])

    assert np.abs(made.products(other[0], COUNT) - other @ other[0]).max() < 0.02


def test_a_vector_that_is_no_number_is_sketched_as_zeros() -> None:
    assert not Sketch.of(np.full((1, DIMENSIONS), np.nan, np.float32)).values.any()
