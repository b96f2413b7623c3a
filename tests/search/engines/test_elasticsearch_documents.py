"""What Elasticsearch stores: the mapping and the documents, as dictionaries."""

from base64 import b64decode
from datetime import date
from typing import Any

import numpy as np

from search.documents import Keyword
from search.engines.elasticsearch.documents import Entry, entry_of, index_body, label_entry
from tests.search.engines.documents import held, operator


def test_the_mapping_refuses_unknown_fields_and_keeps_languages_apart() -> None:
    mapping: dict[str, Any] = Entry._doc_type.mapping.to_dict()
    assert mapping["dynamic"] == "strict"
    assert mapping["_source"] == {"excludes": ["terms", "words", "complete", "label_words"]}
    fields = mapping["properties"]
    for name in ("titles", "summaries", "bodies"):
        assert fields[name]["properties"] == {
            code: {"index": False, "type": "text"} for code in ("fr", "en", "ar", "other")
        }
    assert fields["terms"]["properties"]["title"] == {
        "analyzer": "terms",
        "copy_to": "all",
        "type": "text",
    }
    assert fields["terms"]["properties"]["named"] == {"analyzer": "terms", "type": "text"}
    assert fields["vector"] == {
        "dims": 512,
        "index_options": {"type": "int8_flat"},
        "similarity": "cosine",
        "type": "dense_vector",
    }
    assert fields["credentials"]["type"] == "nested"


def test_terms_are_split_at_spaces_and_nothing_else() -> None:
    assert index_body()["settings"]["analysis"] == {
        "analyzer": {"terms": {"tokenizer": "whitespace", "type": "custom"}}
    }


def test_an_entry_holds_terms_days_and_keys() -> None:
    made = entry_of(
        operator(
            7,
            "Été",
            "seringues",
            credentials=(held("ISO 9001", "2025-01-01", ""),),
            expires_on=date(2027, 1, 1),
            facets={"modes": ("jv", "jv"), "countries": ("MA",)},
        ),
        vector=np.zeros(512, np.float32),
        vector_key="k",
    )
    assert made["terms"]["names"] == "ete ete:en ete:fr"
    assert made["terms"]["body"] == "seringu:fr seringues"
    assert (made["words"], made["complete"]) == (["ete", "seringues"], ["ete"])
    assert made["bodies"] == {"fr": "seringues"}
    assert made["credentials"] == [
        {"standard": "ISO 9001", "valid_from": "2025-01-01", "valid_to": "9999-12-31"}
    ]
    assert (made["expires"], made["sort_name"], made["vector_key"]) == ("2027-01-01", "ete", "k")
    assert made["codes"] == ["kind:operators", "countries:MA", "modes:jv"]
    assert made["facets"] == {"modes": ["jv"], "countries": ["MA"]}
    assert "vector" not in made
    assert "trl" not in made


def test_a_vector_is_sent_packed() -> None:
    vector = np.zeros(512, np.float32)
    vector[0] = 1.0
    packed = entry_of(operator(1), vector=vector, vector_key="k")["vector"]
    assert np.frombuffer(b64decode(packed), ">f4").tolist() == vector.tolist()


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    made = entry_of(operator(1, "a\ud800"), vector=None, vector_key="")
    assert made["names"] == ["a?"]


def test_a_label_is_completed_in_a_language_that_it_lacks() -> None:
    made = label_entry(Keyword("modes", "jv", {"fr": "Coentreprise", "en": "Joint venture"}))
    assert made["id"] == "label:modes:jv"
    assert made["label_words"] == {
        "fr": ["coentreprise"],
        "en": ["joint", "venture"],
        "ar": ["coentreprise"],
    }
