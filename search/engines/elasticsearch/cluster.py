"""The way to the cluster: one client a process, its version checked once, its answers whole."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from elasticsearch import ApiError, BadRequestError, Elasticsearch
from elasticsearch.serializer import NdjsonSerializer, OrjsonSerializer

from search.engines.elasticsearch.clauses import Search
from search.engines.elasticsearch.errors import failures_reported, reported
from search.engines.errors import SearchUnavailable

# The one that all this is tried with; vectors may be sent packed.
MAJOR, LEAST_MINOR = 9, 4
SECONDS = 15
# Asked again, on another node if there is one: overload, and what a proxy says of a dying node.
RETRIED = (429, 502, 503, 504)
RETRIES = 2
DROPPED = "task_cancelled_exception"
PIT_KEEP = "2m"
NO_FIELDS: dict[str, Any] = {"_source": False, "stored_fields": "_none_"}


class OrjsonLines(OrjsonSerializer, NdjsonSerializer):
    """A line of JSON each."""

    mimetype = NdjsonSerializer.mimetype


SERIALIZERS = {one.mimetype: one for one in (OrjsonSerializer(), OrjsonLines())}


def make_client(
    url: str, *, api_key: str = "", ca_certs: str = "", seconds: float = SECONDS
) -> Elasticsearch:
    """A client of the nodes in `url` (separated by commas); nothing is sent yet."""
    hosts = [address.strip() for address in url.split(",") if address.strip()]
    options: dict[str, Any] = {"ca_certs": ca_certs} if ca_certs else {}
    return Elasticsearch(
        hosts,
        api_key=api_key or None,
        request_timeout=seconds,
        max_retries=RETRIES,
        retry_on_timeout=True,
        retry_on_status=RETRIED,
        serializers=SERIALIZERS,
        **options,
    )


Answer = TypeVar("Answer")


class Cluster:
    """A client whose failures are SearchUnavailable, and whose partial answers are failures."""

    def __init__(self, client: Elasticsearch, address: str) -> None:
        self._client = client
        self.address = address
        self.version = ""
        self.lock = threading.Lock()

    @contextmanager
    def client(self) -> Iterator[Elasticsearch]:
        """The client, once the server is known to be one that we can work with."""
        with failures_reported(self.address):
            if not self.version:
                self._check_version()
            yield self._client

    def _check_version(self) -> None:
        """Ask once; an answer that will not do is asked for again at the next use."""
        with self.lock:
            if self.version:
                return
            try:
                found = str(self._client.info()["version"]["number"])
            except BadRequestError as error:
                raise self._unfit("an older Elasticsearch") from error
            except (ApiError, KeyError, TypeError) as error:
                if isinstance(error, ApiError):
                    raise
                raise self._unfit("a server that does not tell its version") from error
            if not is_fit(found):
                raise self._unfit(f"Elasticsearch {found}")
            self.version = found

    def _unfit(self, what: str) -> SearchUnavailable:
        needed = f"{MAJOR}.{LEAST_MINOR} or a later {MAJOR}"
        return reported(SearchUnavailable(f"At {self.address} runs {what}; Wasl needs {needed}."))

    def search(self, index: str, search: Search) -> dict[str, Any]:
        """One answer, of all shards or none."""
        with self.client() as client:
            target = None if "pit" in search else index
            answer = unless_dropped(
                lambda: client.search(index=target, body=search, allow_partial_search_results=False)
            )
        return whole(answer.body, self.address)

    def search_all(self, index: str, searches: Sequence[Search]) -> list[dict[str, Any]]:
        """Several answers in one round trip."""
        if len(searches) == 1:
            return [self.search(index, searches[0])]
        header = {"index": index, "allow_partial_search_results": False}
        lines = [line for search in searches for line in (header, search)]
        with self.client() as client:
            answers = unless_dropped(lambda: answers_of(client, lines))
        return [whole(answer, self.address) for answer in answers]

    @contextmanager
    def point_in_time(self, index: str) -> Iterator[str]:
        """One state of an index for several searches."""
        with self.client() as client:
            pit = client.open_point_in_time(index=index, keep_alive=PIT_KEEP)["id"]
        try:
            yield pit
        finally:
            with self.client() as client:
                client.close_point_in_time(id=pit)


def is_fit(version: str) -> bool:
    """Whether a server of this version will do."""
    parts = version.split("-")[0].split(".")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts[:2]):
        return False
    return int(parts[0]) == MAJOR and int(parts[1]) >= LEAST_MINOR


def answers_of(client: Elasticsearch, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The answers to several searches; the error of the first that has one is raised."""
    answers = client.msearch(searches=lines)
    for answer in answers["responses"]:
        if "error" in answer:
            raise_item(answer, answers.meta)
    found: list[dict[str, Any]] = answers["responses"]
    return found


def unless_dropped(ask: Callable[[], Answer]) -> Answer:
    """What is asked, asked again where the server has dropped it for someone else's sake.

    It counts once what several ask at the same time, and drops that, with status 400 to all of
    them, when the one who asked first hangs up: after a time-out the same question would fail.
    """
    for _ in range(RETRIES):
        try:
            return ask()
        except BadRequestError as error:
            if DROPPED not in str(error.body):
                raise
    return ask()


def raise_item(answer: Mapping[str, Any], meta: Any) -> None:
    """The error of one search among several, as the client raises that of a single one."""
    from elasticsearch.exceptions import HTTP_EXCEPTIONS

    status = int(answer.get("status", 500))
    kind = HTTP_EXCEPTIONS.get(status, ApiError)
    reason = answer["error"]
    text = str(reason.get("type") if isinstance(reason, dict) else reason)
    raise kind(text, replace(meta, status=status), {"error": reason, "status": status})


def whole(answer: dict[str, Any], address: str) -> dict[str, Any]:
    """`answer`, unless a part of it is missing: a page that lacks hits must not pass for full."""
    failed = answer.get("_shards", {}).get("failed", 0)
    if answer.get("timed_out") or failed:
        raise reported(
            SearchUnavailable(
                f"Elasticsearch at {address} answered in part only ({failed} shards failed). "
                "Look at the cluster's health."
            )
        )
    return answer


def total_of(answer: Mapping[str, Any]) -> int:
    """All hits of an answer."""
    return int(answer["hits"]["total"]["value"])


def field_of(hit: Mapping[str, Any], name: str) -> Any:
    """The single value of a docvalue field; "" where there is none."""
    return next(iter(hit.get("fields", {}).get(name, ())), "")
