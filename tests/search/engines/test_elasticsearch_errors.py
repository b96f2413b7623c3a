"""A cluster that is down, overloaded, too old or something else: said plainly, never raised raw."""

import socket
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from search.engines import IndexMissing, SearchUnavailable
from search.engines.elasticsearch import ElasticsearchEngine, writing
from search.engines.elasticsearch.cluster import is_fit
from search.requests import ANONYMOUS, SearchRequest
from tests.search.engines.documents import IdeaEncoder, operator
from tests.search.engines.fake_elasticsearch import INFO, Answer, serving

GENERATION = "20261125000000000000-abcdef"
INDEX = f"wasl-{GENERATION}"

Calls = dict[str, Callable[[ElasticsearchEngine], Any]]
CALLS: Calls = {
    "search": lambda e: e.search(SearchRequest(text="seringues"), ANONYMOUS),
    "search without text": lambda e: e.search(SearchRequest(), ANONYMOUS),
    "complete": lambda e: e.complete("seri", ANONYMOUS),
    "more_like_this": lambda e: e.more_like_this("operators-1", ANONYMOUS),
    "nearest": lambda e: e.nearest(np.ones(512, np.float32), SearchRequest(), ANONYMOUS),
    "count": lambda e: e.count(),
    "count of a request": lambda e: e.count(SearchRequest(text="seringues")),
    "meeting": lambda e: e.meeting([(SearchRequest(text="moules"), ANONYMOUS)], among=["a"]),
    "count_in": lambda e: e.count_in(GENERATION),
    "digests": lambda e: list(e.digests()),
    "upsert": lambda e: e.upsert([operator(1)]),
    "delete": lambda e: e.delete(["operators-1"]),
    "build": lambda e: e.build(),
    "swap": lambda e: e.swap(GENERATION),
    "drop": lambda e: e.drop("19990101000000000000-abcdef"),
    "generations": lambda e: e.generations(),
    "serving": lambda e: e.serving(),
}


def engine_at(url: str, *, seconds: float = 5) -> ElasticsearchEngine:
    """An engine on a server."""
    return ElasticsearchEngine(url, encoder=IdeaEncoder(), seconds=seconds)


def sick(status: int, body: Any) -> Callable[[str, str], Answer]:
    """A server that only tells its version."""
    return lambda method, path: (200, INFO) if path == "/" else (status, body)


def healthy(**others: Any) -> Callable[[str, str], Answer]:
    """A server with one index that serves; `others` are its answers by the end of the path."""

    def answer(method: str, path: str) -> Answer:
        if path == "/":
            return 200, INFO
        if path.startswith("/_alias/"):
            return 200, {INDEX: {"aliases": {"wasl": {}}}}
        for end, body in others.items():
            if path.endswith(end):
                return 200, body() if callable(body) else body
        return 200, {}

    return answer


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (503, {"error": {"type": "search_phase_execution_exception"}, "status": 503}, "health"),
        (429, {"error": {"reason": "circuit breaker"}, "status": 429}, "overloaded"),
        (401, {"error": {"reason": "missing credentials"}, "status": 401}, "API_KEY"),
        (200, b"<html>", "can't be reached"),
        (200, None, "can't be reached"),
    ],
)
def test_every_call_tells_what_the_server_did(
    name: str, status: int, body: Any, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "FIRST_WAIT", 0)
    with serving(sick(status, body)) as server:
        engine = engine_at(server.url)
        with pytest.raises(SearchUnavailable) as caught:
            CALLS[name](engine)
        health = engine.health()
    assert (health.ok, health.engine) == (False, "elasticsearch")
    assert said in str(caught.value)


@pytest.mark.parametrize("name", CALLS)
def test_every_call_tells_that_nothing_listens(name: str) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        engine = engine_at(f"http://127.0.0.1:{held.getsockname()[1]}")
        with pytest.raises(SearchUnavailable, match="can't be reached"):
            CALLS[name](engine)
        assert "ELASTICSEARCH_URL" in engine.health().detail


def test_a_server_that_does_not_answer_in_time_is_said() -> None:
    over = threading.Event()

    def wait(method: str, path: str) -> Answer:
        over.wait(20)
        return 200, INFO

    with serving(wait) as server:
        engine = engine_at(server.url, seconds=0.1)
        with pytest.raises(SearchUnavailable, match="can't be reached"):
            engine.count()
        over.set()


def test_another_product_is_said() -> None:
    with serving(lambda method, path: (200, INFO), headers={}) as server:
        engine = engine_at(server.url)
        with pytest.raises(SearchUnavailable, match="is not Elasticsearch"):
            engine.count()


@pytest.mark.parametrize("version", ["8.19.2", "9.3.4", "10.0.0", "next"])
def test_a_version_that_will_not_do_is_said(version: str, caplog: pytest.LogCaptureFixture) -> None:
    info = {"version": {"number": version}}
    with serving(lambda method, path: (200, info)) as server:
        engine = engine_at(server.url)
        with pytest.raises(SearchUnavailable, match=f"runs Elasticsearch {version}; Wasl needs"):
            engine.count()
        assert version in engine.health().detail
    assert f"runs Elasticsearch {version}; Wasl needs 9.4 or a later 9." in caplog.text


def test_a_server_too_old_for_the_client_is_said() -> None:
    refusal = {"error": {"type": "media_type_header_exception"}, "status": 400}
    with (
        serving(lambda method, path: (400, refusal)) as server,
        pytest.raises(SearchUnavailable, match="an older Elasticsearch"),
    ):
        engine_at(server.url).count()


def test_versions() -> None:
    assert [is_fit(v) for v in ("9.4.0", "9.4.3", "9.10.0-SNAPSHOT", "9.3.9", "8.19.0", "9")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


def test_the_version_is_asked_once() -> None:
    found = {"hits": {"total": {"value": 3}}, "_shards": {"failed": 0}}
    with serving(healthy(_search=found)) as server:
        engine = engine_at(server.url)
        assert [engine.count(), engine.count()] == [3, 3]
        assert server.asked == ["GET /", "POST /wasl/_search", "POST /wasl/_search"]


def test_an_answer_that_lacks_shards_is_a_failure_not_a_short_page(
    caplog: pytest.LogCaptureFixture,
) -> None:
    part = {"hits": {"total": {"value": 0}, "hits": []}, "_shards": {"failed": 1}}
    with serving(healthy(_msearch={"responses": [part, part]}, _search=part)) as server:
        engine = engine_at(server.url)
        with pytest.raises(SearchUnavailable, match="in part only"):
            engine.count()
        with pytest.raises(SearchUnavailable, match="in part only"):
            engine.search(SearchRequest(), ANONYMOUS)
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert "answered in part only (1 shards failed)" in caplog.text


def test_one_failed_search_among_several_is_a_failure() -> None:
    failed = {"error": {"type": "search_phase_execution_exception"}, "status": 503}
    with serving(healthy(_msearch={"responses": [failed, failed]})) as server:
        engine = engine_at(server.url)
        with pytest.raises(SearchUnavailable, match="answered 503"):
            engine.search(SearchRequest(text="seringues"), ANONYMOUS)


def test_a_red_index_is_not_healthy() -> None:
    with serving(healthy(**{"_cluster/health/wasl": {"status": "red"}})) as server:
        health = engine_at(server.url).health()
    assert (health.ok, "is red" in health.detail) == (False, True)


def test_a_node_that_recovers_is_asked_again() -> None:
    found = {"hits": {"total": {"value": 3}}, "_shards": {"failed": 0}}
    answers = [(429, {"error": "busy"}), (503, {"error": "starting"}), (200, found)]
    with serving(lambda m, path: (200, INFO) if path == "/" else answers.pop(0)) as server:
        assert engine_at(server.url).count() == 3


def test_a_search_dropped_as_another_hung_up_is_asked_again() -> None:
    found = {"hits": {"total": {"value": 3}}, "_shards": {"failed": 0}}
    cause = {"type": "task_cancelled_exception", "reason": "task cancelled [http channel closed]"}
    dropped = {"error": {"root_cause": [cause], "reason": "all shards failed"}, "status": 400}
    answers = [(400, dropped), (200, found), (200, {"responses": [dropped, found]})]
    answers += [(200, {"responses": [found | {"hits": {"total": {"value": 0}, "hits": []}}] * 2})]
    with serving(lambda m, path: (200, INFO) if path == "/" else answers.pop(0)) as server:
        engine = engine_at(server.url)
        assert engine.count() == 3
        assert engine.search(SearchRequest(), ANONYMOUS).hits == ()
    assert answers == []


def test_an_item_refused_for_overload_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "FIRST_WAIT", 0)
    refused = {
        "errors": True,
        "items": [{"index": {"status": 429, "error": {"type": "es_rejected"}}}],
    }
    taken = {"errors": False, "items": [{"index": {"status": 201}}]}
    bulks = [refused, refused, taken]
    none = {"hits": {"total": {"value": 0}, "hits": []}, "_shards": {"failed": 0}}
    with serving(healthy(_bulk=lambda: bulks.pop(0), _search=none)) as server:
        assert engine_at(server.url).upsert([operator(1)]) == 1
        assert server.asked.count("PUT /_bulk") == 3


def test_a_document_that_is_refused_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    error = {"type": "strict_dynamic_mapping_exception"}
    refused = {"errors": True, "items": [{"index": {"status": 400, "error": error}}]}
    none = {"hits": {"total": {"value": 0}, "hits": []}, "_shards": {"failed": 0}}
    with serving(healthy(_bulk=refused, _search=none)) as server:
        engine = engine_at(server.url)
        with pytest.raises(SearchUnavailable, match=r"refused documents: .*strict_dynamic"):
            engine.upsert([operator(1)])


def test_an_index_never_built_is_missing() -> None:
    gone = {"error": {"type": "index_not_found_exception", "reason": "no such index [wasl]"}}
    with serving(sick(404, gone | {"status": 404})) as server:
        engine = engine_at(server.url)
        for name in ("search", "count", "upsert", "delete"):
            with pytest.raises(IndexMissing):
                CALLS[name](engine)
        assert engine.serving() == ""
