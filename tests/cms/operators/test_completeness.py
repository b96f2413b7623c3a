"""How complete a profile is, as a pure function of it."""

from types import SimpleNamespace
from typing import Any

from cms.operators.completeness import RULES, TELLING_BODY, completeness


def rows(*items: Any) -> Any:
    return SimpleNamespace(all=lambda: list(items))


def profile(**fields: Any) -> Any:
    text = SimpleNamespace(summary="Nous moulons.", body="x" * TELLING_BODY)
    whole = {
        "texts": rows(text, text),
        "city": "Fès",
        "email": "a@b.example",
        "phone": "",
        "languages": ["fr"],
        "employees": 0,
        "capabilities": rows(SimpleNamespace(categories=["A01"])),
        "credentials": rows(SimpleNamespace(evidence="evidence/1")),
        "offers": ["supply"],
        "seeks": ["licence"],
    }
    return SimpleNamespace(**(whole | fields))


def lacking(**fields: Any) -> list[str]:
    return [lack.step for lack in completeness(profile(**fields)).missing]


def test_a_whole_profile_lacks_nothing() -> None:
    measure = completeness(profile())
    assert (measure.share, measure.missing, measure.is_ready) == (100, (), True)


def test_an_empty_profile_has_a_share_of_nothing_and_is_not_ready() -> None:
    empty: dict[str, Any] = {
        "city": "",
        "email": "",
        "languages": [],
        "employees": None,
        "offers": [],
        "seeks": [],
    }
    nothing = {"texts": rows(), "capabilities": rows(), "credentials": rows()}
    measure = completeness(profile(**empty, **nothing))
    assert (measure.share, len(measure.missing)) == (0, len(RULES))
    assert [lack.step for lack in measure.blocking] == ["prose"]


def test_weights_make_a_hundred() -> None:
    assert sum(rule.weight for rule in RULES) == 100


def test_each_lack_is_named_with_its_step() -> None:
    assert lacking(city="") == ["identity"]
    assert lacking(email="", phone="+212") == []
    assert lacking(seeks=[]) == ["wishes"]
    assert lacking(texts=rows(SimpleNamespace(summary="", body="x" * 300))) == ["prose", "prose"]
    assert lacking(capabilities=rows(SimpleNamespace(categories=[]))) == ["capabilities"]
    assert lacking(credentials=rows(SimpleNamespace(evidence=""))) == ["credentials"]
