"""What the demo's data must hold for the loader, and for the story to be seen whole."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.platform.demo.data import codes, demo, taxonomy, unknown

TODAY = date(2026, 11, 25)
ARABIC = range(0x0600, 0x0700)


def is_arabic(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(ord(char) in ARABIC for char in letters) > len(letters) / 2


def by_ref(name: str) -> dict[str, dict[str, Any]]:
    return {row["ref"]: row for row in demo(name)}


def members() -> dict[str, str]:
    return {row["email"]: row["operator"] for row in demo("people") if "operator" in row}


def test_demo_refs_are_used_once() -> None:
    for name in ("operators", "opportunities"):
        assert Counter(row["ref"] for row in demo(name)).most_common(1)[0][1] == 1
    assert Counter(row["email"] for row in demo("people")).most_common(1)[0][1] == 1
    assert Counter(row["name"] for row in demo("operators")).most_common(1)[0][1] == 1


def test_demo_has_the_operators_and_opportunities_it_promises() -> None:
    operators, opportunities = demo("operators"), demo("opportunities")
    assert 58 <= len(operators) <= 66
    assert 80 <= len(opportunities) <= 95
    assert 40 <= sum(row["country"] == "MA" for row in operators) <= 46


def test_demo_operators_cover_every_region_and_fifteen_countries() -> None:
    operators = demo("operators")
    assert {row["region"] for row in operators if row["country"] == "MA"} == codes("regions")
    assert all(row["region"] is None for row in operators if row["country"] != "MA")
    assert len({row["country"] for row in operators}) == 15


def test_demo_operators_use_known_codes() -> None:
    for row in demo("operators"):
        capabilities, credentials = row["capabilities"], row["credentials"]
        categories = [code for part in (*capabilities, *credentials) for code in part["emdn"]]
        assert unknown("device_categories", categories) == set(), row["ref"]
        assert unknown("processes", [part["process"] for part in capabilities]) == set()
        assert unknown("scales", [part["scale"] for part in capabilities if part["scale"]]) == set()
        classes = [code for part in capabilities for code in part["classes"]]
        assert unknown("classes", classes) == set()
        assert unknown("standards", [part["standard"] for part in credentials]) == set()
        assert unknown("modes", row["seeks"] + row["offers"]) == set()
        assert unknown("languages", row["languages"]) == set()
        assert unknown("types", [row["type"]]) == set()
        assert unknown(
            "countries", [row["country"], *row["markets"], *row["exclude_countries"]]
        ) == (set())


def test_demo_opportunities_use_known_codes_and_operators() -> None:
    operators = by_ref("operators")
    for row in demo("opportunities"):
        assert row["operator"] in operators, row["ref"]
        assert row["kind"] in {"offer", "request"}
        assert unknown("device_categories", row["emdn"]) == set(), row["ref"]
        assert unknown("processes", row["processes"]) == set(), row["ref"]
        assert unknown("classes", row["classes"]) == set()
        assert unknown("modes", row["modes"]) == set()
        assert unknown("standards", row["required_credentials"]) == set()
        wanted = row["countries"]["include"] + row["countries"]["exclude"]
        assert unknown("countries", wanted) == set()
        assert row["trl"] is None or 1 <= row["trl"] <= 9


def test_demo_fields_fit_their_columns() -> None:
    for row in demo("operators"):
        for text in row["texts"].values():
            assert 0 < len(text["summary"]) <= 160, row["ref"]
            assert 0 < len(text["body"]) <= 8000
        assert all(len(part["unit"] or "") <= 40 for part in row["capabilities"])
        assert all(len(part["note"] or "") <= 300 for part in row["capabilities"])
        assert all(len(part["scope"] or "") <= 400 for part in row["credentials"])
    for row in demo("opportunities"):
        assert all(0 < len(text["title"]) <= 160 for text in row["texts"].values())


def test_demo_texts_are_in_the_language_they_say() -> None:
    for row in demo("operators") + demo("opportunities"):
        assert row["texts"], row["ref"]
        assert set(row["texts"]) <= {"fr", "en", "ar"}
        for language, text in row["texts"].items():
            assert is_arabic(text["body"]) == (language == "ar"), row["ref"]


def test_demo_prose_exists_in_one_two_and_three_languages() -> None:
    spread = Counter(len(row["texts"]) for row in demo("operators"))
    assert min(spread[1], spread[2], spread[3]) >= 5
    languages = Counter(code for row in demo("opportunities") for code in row["texts"])
    assert min(languages["fr"], languages["en"], languages["ar"]) >= 20


@pytest.mark.parametrize("name", ["operators", "opportunities"])
def test_demo_shows_every_state_with_a_reason_where_rejected(name: str) -> None:
    states = Counter(row["state"] for row in demo(name))
    assert set(states) == {"live", "draft", "in_review", "rejected"}
    assert min(states.values()) >= 2
    assert states["live"] > len(demo(name)) / 2
    for row in demo(name):
        assert bool(row.get("rejection_reason")) == (row["state"] == "rejected"), row["ref"]


def test_demo_opportunities_wait_for_a_published_operator() -> None:
    operators = by_ref("operators")
    states = {operators[row["operator"]]["state"] for row in demo("opportunities")}
    assert states == {"live"}


def test_demo_has_open_and_closed_opportunities() -> None:
    live = [row for row in demo("opportunities") if row["state"] == "live"]
    assert sum(row["expires"] < 0 for row in live) >= 3
    assert all(row["published"] < min(0, row["expires"]) for row in live)


def test_demo_credentials_expire_before_soon_and_later() -> None:
    ends = [
        date.fromisoformat(part["valid_to"])
        for row in demo("operators")
        for part in row["credentials"]
        if part["valid_to"]
    ]
    assert sum(end < TODAY for end in ends) >= 2
    assert sum(0 <= (end - TODAY).days <= 60 for end in ends) >= 2
    assert all(date(2023, 1, 1) <= end <= date(2030, 12, 31) for end in ends)


def test_demo_has_profiles_without_wishes_and_in_prose_only() -> None:
    published = [row for row in demo("operators") if row["state"] == "live"]
    assert sum(not row["seeks"] for row in published) >= 3
    assert sum(not row["capabilities"] for row in published) >= 4


def test_demo_has_the_casablanca_cleanroom_moulder() -> None:
    row = by_ref("operators")["injectis"]
    assert (row["city"], row["state"]) == ("Casablanca", "live")
    assert "Sous-traitance en injection plastique en salle blanche" in row["texts"]["fr"]["summary"]


def test_demo_people_have_one_place_and_speak_three_languages() -> None:
    operators, people = by_ref("operators"), demo("people")
    groups = Counter(row["group"] for row in people if "group" in row)
    assert groups == {"Curators": 2, "Verifiers": 1, "Observers": 1}
    owners = [row for row in people if row.get("role") == "owner"]
    assert all(row["operator"] in operators for row in people if "operator" in row)
    assert {row["role"] for row in people if "role" in row} == {"owner", "editor", "viewer"}
    languages = Counter(row["language"] for row in owners)
    assert languages["ar"] >= 3
    assert languages["en"] >= 2
    assert languages["fr"] >= 10


def test_demo_unpublished_content_has_an_owner_to_mend_it() -> None:
    owned = {row["operator"] for row in demo("people") if row.get("role") == "owner"}
    waiting = [row["ref"] for row in demo("operators") if row["state"] != "live"]
    waiting += [row["operator"] for row in demo("opportunities") if row["state"] != "live"]
    assert set(waiting) - owned == set()


def test_demo_contacts_lead_nowhere_real() -> None:
    for row in demo("operators"):
        assert row["website"].endswith(".example")
        assert row["email"].endswith(".example")
    assert all(row["email"].endswith(".example") for row in demo("people"))


def test_demo_introductions_join_members_of_two_published_operators() -> None:
    operators, opportunities, people = by_ref("operators"), by_ref("opportunities"), members()
    introductions = demo("stories")["introductions"]
    for row in introductions:
        assert people[row["asked_by"]] == row["from"], row["ref"]
        assert row["from"] != row["to"]
        assert {operators[row[side]]["state"] for side in ("from", "to")} == {"live"}
        assert row["to"] in people.values()
        if row["opportunity"]:
            owner = opportunities[row["opportunity"]]["operator"]
            assert owner in {row["from"], row["to"]}
        assert ("answered_by" in row) == (row["state"] in {"accepted", "declined"})
        assert ("reason" in row and "words" in row) == (row["state"] == "declined")
        if "answered_by" in row:
            assert people[row["answered_by"]] == row["to"]
            assert row["answered_minutes_ago"] < row["minutes_ago"]
    states = Counter(row["state"] for row in introductions)
    assert set(states) == {"open", "accepted", "declined", "lapsed"}
    assert min(states["open"], states["accepted"], states["declined"]) >= 2


def test_demo_conversations_follow_their_introduction_in_time() -> None:
    people = members()
    accepted = {row["ref"]: row for row in demo("stories")["introductions"]}
    conversations = demo("stories")["conversations"]
    assert sum(6 <= len(row["messages"]) <= 12 for row in conversations) >= 2
    for row in conversations:
        introduction = accepted[row["introduction"]]
        assert introduction["state"] == "accepted"
        sides = {introduction["from"], introduction["to"]}
        assert {people[part["author"]] for part in row["messages"]} == sides
        ages = [introduction["answered_minutes_ago"], *(p["minutes_ago"] for p in row["messages"])]
        assert ages == sorted(ages, reverse=True)
        assert {people[email] for email in row["read_by"]} == sides
        assert all(0 <= read <= len(row["messages"]) for read in row["read_by"].values())


def test_demo_conversations_are_unread_on_one_side_only() -> None:
    people = members()
    unread_sides = [
        {people[mail] for mail, read in row["read_by"].items() if read < len(row["messages"])}
        for row in demo("stories")["conversations"]
    ]
    assert [len(sides) for sides in unread_sides] == [1, 1, 0]


def test_code_lists_have_labels_in_three_languages() -> None:
    for name in ("processes", "process_groups", "modes", "standards", "device_categories"):
        rows = taxonomy(name)
        assert len({row["code"] for row in rows}) == len(rows)
        for row in rows:
            assert row["fr"], (name, row["code"])
            assert row["en"], (name, row["code"])
            assert is_arabic(row["ar"]) or name == "standards", (name, row["code"])
            assert any(ord(char) in ARABIC for char in row["ar"]), (name, row["code"])


def test_processes_belong_to_a_labelled_group() -> None:
    assert {row["group"] for row in taxonomy("processes")} == codes("process_groups")
