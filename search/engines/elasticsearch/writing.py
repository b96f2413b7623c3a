"""Documents into an index, and out of it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from elasticsearch.helpers import BulkIndexError, streaming_bulk

from search.documents import Document, Keyword
from search.engines.elasticsearch.clauses import searched
from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.documents import entry_of, label_entry, label_id, writable
from search.vectors import SentenceEncoder, encode_documents, encoded_text

CHUNK = 500
CHUNK_BYTES = 8 * 1024 * 1024
# An item answered with 429 is sent again after 0.5, 1, 2 … seconds.
ITEM_RETRIES = 6
FIRST_WAIT = 0.5

Known = dict[str, str]


def send(cluster: Cluster, actions: Iterable[Mapping[str, Any]]) -> int:
    """Send actions in bulk; how many took effect (a deletion of nothing does not)."""
    effective = 0
    with cluster.client() as client:
        for done, answer in streaming_bulk(
            client,
            (dict(action) for action in actions),
            chunk_size=CHUNK,
            max_chunk_bytes=CHUNK_BYTES,
            max_retries=ITEM_RETRIES,
            initial_backoff=FIRST_WAIT,
            raise_on_error=False,
        ):
            outcome = next(iter(answer.values()))
            if not done and outcome.get("result") != "not_found":
                raise_refused(outcome)
            effective += bool(done)
    return effective


def raise_refused(outcome: Mapping[str, Any]) -> None:
    """One item that the server would not take."""
    raise BulkIndexError("1 document", [dict(outcome)])


def refresh(cluster: Cluster, index: str) -> None:
    """Let searches see what has been written."""
    with cluster.client() as client:
        client.indices.refresh(index=index)


def document_actions(
    index: str,
    documents: Sequence[Document],
    keys: Sequence[str],
    vectors: Sequence[np.ndarray | None],
) -> Iterator[dict[str, Any]]:
    """The bulk actions that add or replace documents."""
    for document, key, vector in zip(documents, keys, vectors, strict=True):
        entry = entry_of(document, vector=vector, vector_key=key)
        yield {"_index": index, "_id": entry["id"], "_source": entry}


def new_labels(documents: Iterable[Document], known: Known) -> dict[str, Keyword]:
    """The labels of some documents that this process has not written as they are now."""
    found = {
        label_id(keyword): keyword
        for document in documents
        for keyword in document.keywords
        if keyword.facet and keyword.code
    }
    return {id: keyword for id, keyword in found.items() if known.get(id) != repr(keyword.labels)}


def label_actions(index: str, labels: Mapping[str, Keyword]) -> Iterator[dict[str, Any]]:
    """The bulk actions that add or replace labels."""
    for id, keyword in labels.items():
        yield {"_index": index, "_id": writable(id)[:500], "_source": label_entry(keyword)}


def delete_actions(index: str, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The bulk actions that remove documents."""
    for id in dict.fromkeys(ids):
        yield {"_op_type": "delete", "_index": index, "_id": writable(id)}


def kept_vectors(cluster: Cluster, index: str, keys: Mapping[str, str]) -> dict[str, np.ndarray]:
    """The stored vectors of documents whose encoded text is still the same, by id.

    `keys` are the keys of the texts by id.
    """
    same = [hit["_id"] for hit in stored(cluster, index, list(keys)) if is_same(hit, keys)]
    found = [
        (hit, hit.get("fields", {}).get("vector"))
        for hit in stored(cluster, index, same, ["vector"])
    ]
    return {h["_id"]: np.array(v, np.float32) for h, v in found if v and is_same(h, keys)}


def is_same(hit: Mapping[str, Any], keys: Mapping[str, str]) -> bool:
    """Whether an entry's vector is that of the text as it is now."""
    return bool(hit["_source"].get("vector_key") == keys.get(hit["_id"]))


def stored(
    cluster: Cluster, index: str, ids: Sequence[str], fields: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The entries of some ids with the keys of their vectors; `fields` may name the vector."""
    asked = {"_source": ["vector_key"], "fields": list(fields)}
    hits: list[dict[str, Any]] = []
    for start in range(0, len(ids), CHUNK):
        part = [writable(id) for id in ids[start : start + CHUNK]]
        search = searched({"ids": {"values": part}}, size=len(part), **asked)
        hits += cluster.search(index, search)["hits"]["hits"]
    return hits


def vectors_of(
    cluster: Cluster,
    index: str,
    documents: Sequence[Document],
    encoder: SentenceEncoder | None,
) -> tuple[list[str], list[np.ndarray | None]]:
    """The keys of the encoded texts and the vectors: a document's own, else kept, else new.

    `index` is the one whose vectors may be kept, "" for none.
    """
    vectors = [document.vector for document in documents]
    if encoder is None:
        return [""] * len(documents), vectors
    texts = [encoded_text(document) for document in documents]
    keys = [text_key(text) for text in texts]
    wanted = {d.id: key for d, key in zip(documents, keys, strict=True) if d.vector is None}
    kept = kept_vectors(cluster, index, wanted) if wanted and index else {}
    vectors = [d.vector if d.vector is not None else kept.get(d.id) for d in documents]
    missing = [place for place, vector in enumerate(vectors) if vector is None]
    made = encode_documents(encoder, [texts[place] for place in missing])
    for place, vector in zip(missing, made, strict=True):
        vectors[place] = vector
    return keys, vectors


def text_key(text: str) -> str:
    """What tells whether an encoded text has changed."""
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=12).hexdigest()
