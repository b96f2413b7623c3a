"""The Elasticsearch engine keeps the contract, on a real server, and what only it can get wrong."""

import os
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from search.engines import SearchUnavailable
from search.engines.elasticsearch import ElasticsearchEngine, paging, queries
from search.requests import ANONYMOUS, NAME, SearchRequest
from tests.search.engines.contract import EngineContract, pks
from tests.search.engines.documents import TODAY, IdeaEncoder, operator
from tests.search.engines.indexes import remove_indexes

URL = os.environ.get("ELASTICSEARCH_URL", "")  # noqa: TID251 - before Django is set up.

on_a_server = pytest.mark.skipif(not URL, reason="ELASTICSEARCH_URL is not set: make test-services")


@pytest.fixture
def engine() -> Iterator[ElasticsearchEngine]:
    """An empty engine with indexes of this test's own."""
    prefix = f"wasl-test-{uuid.uuid4().hex}"
    made = ElasticsearchEngine(URL, prefix=prefix, encoder=IdeaEncoder(), today=lambda: TODAY)
    made.swap(made.build())
    yield made
    remove_indexes(URL, prefix)


@on_a_server
class TestElasticsearchEngine(EngineContract):
    """See EngineContract."""


def all_pages(engine: ElasticsearchEngine, **asked: Any) -> list[int]:
    """What all pages of seven show, one after the other."""
    first = engine.search(SearchRequest(page_size=7, **asked), ANONYMOUS)
    pages = [SearchRequest(page_size=7, page=n, **asked) for n in range(1, first.pages + 1)]
    return [pk for page in pages for pk in pks(engine.search(page, ANONYMOUS))]


@on_a_server
@pytest.mark.parametrize("asked", [{}, {"sort": NAME}, {"text": "moules"}])
def test_deep_pages_are_those_of_one_long_list(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any]
) -> None:
    engine.encoder = None
    engine.upsert([operator(pk, body="moules " * (pk % 9 + 1)) for pk in range(1, 61)])
    whole = pks(engine.search(SearchRequest(page_size=60, **asked), ANONYMOUS))
    monkeypatch.setattr(paging, "WINDOW", 4)
    assert all_pages(engine, **asked) == whole
    monkeypatch.setattr(queries, "HEAD", 10)
    assert sorted(all_pages(engine, **asked)) == list(range(1, 61))


@on_a_server
def test_deep_pages_by_date_skip_whole_days(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days of one, three and twelve hits: the pages begin before, in and behind each."""
    days = [1, 2, 2, 2, *[3] * 12, 4, 9, 9]
    engine.encoder = None
    engine.upsert(
        [
            operator(pk, published_at=datetime(2026, 3, day, pk % 24, tzinfo=UTC))
            for pk, day in enumerate(days, 1)
        ]
    )
    whole = pks(engine.search(SearchRequest(page_size=60), ANONYMOUS))
    monkeypatch.setattr(paging, "WINDOW", 4)
    assert len(whole) == len(days)
    assert [*all_pages(engine)] == whole


@on_a_server
def test_another_engine_sees_what_one_has_written(engine: ElasticsearchEngine) -> None:
    other = ElasticsearchEngine(URL, prefix=engine.prefix, today=lambda: TODAY)
    engine.upsert([operator(1, "Atlas")])
    assert other.count() == 1
    other.swap(other.build())
    assert engine.count() == 0


@on_a_server
def test_a_vector_is_kept_while_its_text_is_the_same(engine: ElasticsearchEngine) -> None:
    class CountingEncoder(IdeaEncoder):
        texts = 0

        def encode(self, texts: Sequence[str]) -> np.ndarray:
            self.texts += len(texts)
            return super().encode(texts)

    encoder = CountingEncoder()
    engine.encoder = encoder
    engine.upsert([operator(1, "Atlas", "seringues", visibility="members")])
    assert encoder.texts == 1
    new = engine.build()
    engine.upsert([operator(1, "Atlas", "seringues")], generation=new)
    assert encoder.texts == 1
    engine.upsert([operator(1, "Atlas", "lits")], generation=new)
    assert encoder.texts == 2


@on_a_server
def test_a_write_to_an_index_that_is_gone_makes_none(engine: ElasticsearchEngine) -> None:
    remove_indexes(URL, engine.prefix)
    with pytest.raises(SearchUnavailable, match="rebuild_search"):
        engine.upsert([operator(1)])
    assert engine.generations() == ()
    assert not engine.health().ok
