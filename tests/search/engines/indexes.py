"""The indexes that tests make on a cluster."""

from elasticsearch import Elasticsearch


def remove_indexes(url: str, prefix: str) -> None:
    """Delete every index whose name begins so; a cluster refuses wildcards here."""
    with Elasticsearch(url) as client:
        names = list(client.indices.get_alias(index=f"{prefix}-*", allow_no_indices=True))
        if names:
            client.indices.delete(index=names, ignore_unavailable=True)
