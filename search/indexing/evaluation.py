"""How well a query in one language finds a text in another: words, meaning, and both fused.

A scratch index of the English side of a file is asked for each row by its French or Arabic side,
through the engines' own contract, so that what is measured is what readers get. It is made beside
the site's own (another folder, another prefix) and removed at the end.
"""

import csv
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from search.documents import Document, document_id
from search.engines import SearchEngine
from search.requests import ANONYMOUS, OPPORTUNITIES, SearchRequest
from search.vectors import SentenceEncoder, load_encoder

DEPTH = 10
BATCH = 500
Finder = Callable[[str, str], Sequence[int]]


class EvaluationFileError(Exception):
    """A file that can't be read or lacks columns; the message says which, in English."""


@dataclass(frozen=True)
class Pair:
    """A query and the number of the text that it should find."""

    query: str
    target: int


@dataclass(frozen=True)
class Terms:
    """A file's English texts, each once, and by language the queries for them."""

    english: tuple[str, ...]
    queries: dict[str, tuple[Pair, ...]]


def read_terms(path: Path, languages: Sequence[str]) -> Terms:
    """The rows of a CSV file with a column `en` and one for each of `languages`."""
    rows = read_rows(path, ("en", *languages))
    numbers: dict[str, int] = {}
    for row in rows:
        if row["en"].strip():
            numbers.setdefault(row["en"].strip(), len(numbers))
    queries = {
        language: tuple(
            Pair(row[language].strip(), numbers[row["en"].strip()])
            for row in rows
            if row["en"].strip() and row[language].strip()
        )
        for language in languages
    }
    return Terms(tuple(numbers), queries)


def read_rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file that has `columns`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise EvaluationFileError(f"{path} can't be read: {error}") from error
    if not rows or any(name not in rows[0] for name in columns):
        raise EvaluationFileError(f"{path} must have rows with the columns {', '.join(columns)}.")
    return rows


def evaluate(terms: Path | None, cpv: Path | None) -> dict[str, object]:
    """By engine, then by pair of languages and file: n, recall@10 and MRR of each way to find."""
    files = [("terms", path, ("fr", "ar")) for path in [terms] if path]
    files += [("cpv", path, ("fr",)) for path in [cpv] if path]
    read = {name: read_terms(path, languages) for name, path, languages in files}
    return {
        engine: {
            f"{language}>en ({name})": figures
            for name, content in read.items()
            for language, figures in evaluate_engine(engine, content).items()
        }
        for engine in configured_engines()
    }


def configured_engines() -> tuple[str, ...]:
    """The embedded engine always, Elasticsearch where the settings name a server."""
    return ("embedded", "elasticsearch") if settings.ELASTICSEARCH_URL else ("embedded",)


@contextmanager
def scratch_engine(name: str, encoder: SentenceEncoder | None) -> Iterator[SearchEngine]:
    """An engine with an index of its own, removed afterwards."""
    if name == "embedded":
        from search.engines.embedded import EmbeddedEngine

        with tempfile.TemporaryDirectory(prefix="wasl-evaluation-") as folder:
            yield EmbeddedEngine(Path(folder), encoder=encoder, today=date.today)
        return
    from search.engines.elasticsearch import ElasticsearchEngine

    engine: SearchEngine = ElasticsearchEngine(
        settings.ELASTICSEARCH_URL,
        api_key=settings.ELASTICSEARCH_API_KEY,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        prefix=f"{settings.ELASTICSEARCH_PREFIX}-evaluation",
        encoder=encoder,
        today=date.today,
    )
    try:
        yield engine
    finally:
        remove_all(engine)


def remove_all(engine: SearchEngine) -> None:
    """Drop every generation; the one that serves gives way to an empty one, which stays."""
    engine.swap(engine.build())
    for generation in engine.generations():
        if generation != engine.serving():
            engine.drop(generation)


def evaluate_engine(name: str, terms: Terms) -> dict[str, dict[str, object]]:
    """By language, the figures of one engine on one file."""
    encoder = load_encoder(settings.SENTENCE_ENCODER)
    with scratch_engine(name, encoder) as engine:
        generation = engine.build()
        documents = [document_of(number, text) for number, text in enumerate(terms.english)]
        for start in range(0, len(documents), BATCH):
            engine.upsert(documents[start : start + BATCH], generation=generation)
        engine.swap(generation)
        ways = finders(engine, encoder)
        return {
            language: {"n": len(pairs)} | {way: score(pairs, ways[way], language) for way in ways}
            for language, pairs in terms.queries.items()
        }


def document_of(number: int, text: str) -> Document:
    """An English text as a document that anyone may find."""
    pk = number + 1
    return Document(
        id=document_id(OPPORTUNITIES, pk),
        kind=OPPORTUNITIES,
        pk=pk,
        operator_pk=pk,
        titles={"en": text},
    )


def finders(engine: SearchEngine, encoder: SentenceEncoder | None) -> dict[str, Finder]:
    """The ways to find: both fused, words alone, meaning alone (without an encoder: words)."""

    def asked(text: str, language: str) -> SearchRequest:
        return SearchRequest(text=text, language=language, page_size=DEPTH)

    def search(text: str, language: str, with_meaning: bool) -> list[int]:
        found = engine.search(
            asked(text, language),
            ANONYMOUS,
            with_facets=False,
            with_highlights=False,
            with_meaning=with_meaning,
        )
        return [hit.pk - 1 for hit in found.hits]

    def near(text: str, language: str) -> list[int]:
        assert encoder is not None  # noqa: S101 - for the type; callers ask first.
        vector = encoder.encode([text])[0]
        found = engine.nearest(vector, asked("", language), ANONYMOUS, limit=DEPTH)
        return [hit.pk - 1 for hit in found]

    ways: dict[str, Finder] = {"lexical": lambda text, code: search(text, code, False)}
    if encoder is None:
        return ways
    return {"fused": lambda text, code: search(text, code, True), **ways, "vectors": near}


def score(pairs: Sequence[Pair], finder: Finder, language: str) -> dict[str, float]:
    """Recall at 10 and mean reciprocal rank (0 where the target is not among the 10)."""
    hits, reciprocal = 0, 0.0
    for pair in pairs:
        found = list(finder(pair.query, language))[:DEPTH]
        if pair.target in found:
            hits += 1
            reciprocal += 1 / (1 + found.index(pair.target))
    count = max(1, len(pairs))
    return {"recall_at_10": round(hits / count, 4), "mrr": round(reciprocal / count, 4)}
