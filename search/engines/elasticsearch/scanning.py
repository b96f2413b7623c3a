"""Reading a whole index, in one state and in bounded steps."""

from collections.abc import Iterator
from typing import Any

from search.engines.elasticsearch.clauses import Query, Search, all_of, searched, terms
from search.engines.elasticsearch.cluster import NO_FIELDS, PIT_KEEP, Cluster, field_of, total_of
from search.requests import KINDS

STEP = 5000


def documents_only() -> Query:
    """Everything but the labels."""
    return all_of([terms("kind", KINDS)])


def count_documents(cluster: Cluster, index: str) -> int:
    """How many documents an index holds."""
    search = searched(documents_only(), size=0, track_total_hits=True)
    return total_of(cluster.search(index, search))


def scan_digests(cluster: Cluster, index: str) -> Iterator[tuple[str, str]]:
    """(id, digest) of every document."""
    with cluster.point_in_time(index) as pit:
        search: Search = searched(
            documents_only(),
            size=STEP,
            sort=["_shard_doc"],
            pit={"id": pit, "keep_alive": PIT_KEEP},
            track_total_hits=False,
            docvalue_fields=["id", "digest"],
            **NO_FIELDS,
        )
        after: dict[str, Any] = {}
        while hits := cluster.search(index, search | after)["hits"]["hits"]:
            yield from ((field_of(hit, "id"), field_of(hit, "digest")) for hit in hits)
            after = {"search_after": hits[-1]["sort"]}
