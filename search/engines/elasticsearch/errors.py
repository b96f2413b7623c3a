"""What goes wrong on the way to the cluster, told as the errors of the contract."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import (
    ApiError,
    NotFoundError,
    SSLError,
    TransportError,
    UnsupportedProductError,
)
from elasticsearch.helpers import BulkIndexError

from search.engines.errors import IndexMissing, SearchUnavailable

logger = logging.getLogger(__name__)


@contextmanager
def failures_reported(address: str) -> Iterator[None]:
    """Whatever the client raises becomes SearchUnavailable, with a line for the operator."""
    try:
        yield
    except SearchUnavailable:
        raise
    except (ApiError, TransportError, UnsupportedProductError, BulkIndexError) as error:
        raise reported(as_unavailable(error, address)) from error


def reported(failure: SearchUnavailable) -> SearchUnavailable:
    """`failure`, told to the site's operator: readers only learn that search is unavailable."""
    logger.warning("%s", failure)
    return failure


def as_unavailable(error: Exception, address: str) -> SearchUnavailable:
    """The error of the contract for one of the client's."""
    if isinstance(error, NotFoundError) and "index_not_found" in str(error):
        return IndexMissing(f"Elasticsearch at {address} has no index: run rebuild_search.")
    return SearchUnavailable(f"{what_happened(error, address)} {what_to_do(error)}".strip())


def what_happened(error: Exception, address: str) -> str:
    """One line on what the server or the network did."""
    if isinstance(error, UnsupportedProductError):
        return f"What answers at {address} is not Elasticsearch."
    if isinstance(error, BulkIndexError):
        return f"Elasticsearch at {address} refused documents: {str(error.errors)[:500]}."
    if isinstance(error, ApiError):
        return f"Elasticsearch at {address} answered {error.status_code}: {reason_of(error)}."
    return f"Elasticsearch at {address} can't be reached: {error}."


def reason_of(error: ApiError) -> str:
    """The server's own reason, shortened."""
    body = error.body if isinstance(error.body, dict) else {}
    reason = body.get("error", error.body)
    if isinstance(reason, dict):
        reason = reason.get("reason") or reason.get("type")
    return str(reason or error.message)[:500]


def what_to_do(error: Exception) -> str:
    """The first thing to look at."""
    status = error.status_code if isinstance(error, ApiError) else 0
    if status in (401, 403):
        return "Check ELASTICSEARCH_API_KEY and its rights on the indexes."
    if status == 429:
        return "It is overloaded: look at its heap and its queues."
    if status == 503:
        return "Look at the cluster's health: a shard has no copy left or a node is starting."
    if isinstance(error, SSLError):
        return "Check ELASTICSEARCH_CA_CERTS, and the names in the cluster's certificate."
    if isinstance(error, TransportError):
        return "Check that it runs, and ELASTICSEARCH_URL."
    return ""
