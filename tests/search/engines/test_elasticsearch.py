"""The Elasticsearch engine keeps the contract, on a real server."""

import os
import uuid
from collections.abc import Iterator

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from tests.search.engines.contract import EngineContract
from tests.search.engines.documents import TODAY, IdeaEncoder
from tests.search.engines.indexes import remove_indexes

URL = os.environ.get("ELASTICSEARCH_URL", "")  # noqa: TID251


@pytest.mark.skipif(not URL, reason="ELASTICSEARCH_URL is not set: make test-services")
class TestElasticsearchEngine(EngineContract):
    """See EngineContract."""

    @pytest.fixture
    def engine(self) -> Iterator[ElasticsearchEngine]:
        """An empty engine with indexes of this test's own."""
        prefix = f"wasl-test-{uuid.uuid4().hex}"
        made = ElasticsearchEngine(URL, prefix=prefix, encoder=IdeaEncoder(), today=lambda: TODAY)
        made.swap(made.build())
        yield made
        remove_indexes(URL, prefix)
