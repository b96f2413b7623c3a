"""The engine on an Elasticsearch cluster. What it is asked and answers is in contract.py."""

from collections.abc import Callable, Iterable
from datetime import date

from search.documents import Document
from search.engines.contract import Guard, Health
from search.engines.elasticsearch.cluster import Cluster, make_client
from search.engines.elasticsearch.generations import Generations
from search.engines.elasticsearch.reading import Reading
from search.engines.elasticsearch.scanning import count_documents
from search.engines.elasticsearch.writing import (
    Known,
    delete_actions,
    document_actions,
    label_actions,
    new_labels,
    refresh,
    send,
    vectors_of,
)
from search.engines.errors import SearchUnavailable
from search.vectors import SentenceEncoder


class ElasticsearchEngine(Reading):
    """See search.engines.contract.SearchEngine. `today` is asked at each search."""

    name = "elasticsearch"

    def __init__(
        self,
        url: str,
        *,
        api_key: str = "",
        ca_certs: str = "",
        prefix: str = "wasl",
        encoder: SentenceEncoder | None = None,
        today: Callable[[], date] = date.today,
        seconds: float = 15,
    ) -> None:
        client = make_client(url, api_key=api_key, ca_certs=ca_certs, seconds=seconds)
        super().__init__(
            Cluster(client, address_of(url)), prefix=prefix, encoder=encoder, today=today
        )
        self.stored = Generations(self.cluster, prefix)
        self.labels: dict[str, Known] = {}

    def health(self) -> Health:
        """See the contract."""
        try:
            generation = self.stored.checked()
            documents = self.count()
        except SearchUnavailable as error:
            return Health(ok=False, engine=self.name, detail=str(error))
        return Health(ok=True, engine=self.name, generation=generation, documents=documents)

    def count_in(self, generation: str) -> int:
        """See the contract."""
        index = self.stored.required(generation)
        refresh(self.cluster, index)
        return count_documents(self.cluster, index)

    # Writing

    def upsert(
        self, documents: Iterable[Document], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """See the contract. A bulk request is not one commit: what fails is written again."""
        latest = list({document.id: document for document in documents}.values())
        if not latest:
            return 0
        index = self.stored.required(generation)
        keys, vectors = vectors_of(self.cluster, self._serving_index(), latest, self.encoder)
        known = self.labels.setdefault(index, {})
        labels = new_labels(latest, known)
        if guard:
            guard()
        send(self.cluster, label_actions(index, labels))
        send(self.cluster, document_actions(index, latest, keys, vectors))
        known.update({id: repr(keyword.labels) for id, keyword in labels.items()})
        self._refresh_serving(index, generation)
        return len(latest)

    def delete(
        self, ids: Iterable[str], *, generation: str = "", guard: Guard | None = None
    ) -> int:
        """See the contract."""
        wanted = list(ids)
        if not wanted:
            return 0
        index = self.stored.required(generation)
        if guard:
            guard()
        removed = send(self.cluster, delete_actions(index, wanted))
        self._refresh_serving(index, generation)
        return removed

    def _refresh_serving(self, index: str, generation: str) -> None:
        """Refresh what is searched; an index that fills is refreshed when it is counted."""
        if not generation or generation == self.stored.serving():
            refresh(self.cluster, index)

    def _serving_index(self) -> str:
        """The index whose vectors may be taken over, or ""."""
        serving = self.stored.serving()
        return self.stored.index(serving) if serving else ""

    # Rebuilding beside

    def build(self) -> str:
        """See the contract."""
        return self.stored.create()

    def swap(self, generation: str) -> str:
        """See the contract."""
        return self.stored.swap(generation)

    def drop(self, generation: str) -> None:
        """See the contract."""
        self.stored.drop(generation)
        self.labels.pop(self.stored.index(generation), None)

    def generations(self) -> tuple[str, ...]:
        """See the contract."""
        return self.stored.names()

    def serving(self) -> str:
        """See the contract."""
        return self.stored.serving()


def address_of(url: str) -> str:
    """The nodes as they may be shown: without a password."""
    return ", ".join(part.split("@")[-1].strip() for part in url.split(","))
