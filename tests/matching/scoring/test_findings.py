from datetime import date

from matching.scoring.findings import Explanation, Finding, explain
from matching.scoring.profiles import Capability, Credential, OperatorProfile, Prose
from matching.scoring.wishes import Wish, wish_of_operator
from tests.matching.scoring.factories import TODAY, buyer, moulder, scored, wish


def explained(asked: Wish, candidate: OperatorProfile) -> Explanation:
    found = scored(asked, candidate)
    assert found is not None
    return explain(asked, found, TODAY)


def missing(asked: Wish, candidate: OperatorProfile) -> list[Finding]:
    (gap,) = (g for g in explained(asked, candidate).gaps if g.code == "requirements_some")
    return list(gap.values["missing"])


def test_explain_a_perfect_answer_has_no_gap() -> None:
    found = explained(wish(), moulder())
    assert found.gaps == ()
    assert [reason.code for reason in found.reasons] == [
        "requirements_all",
        "modes_offered",
        "processes_mastered",
        "categories_shared",
        "credential_valid",
        "capacity_enough",
        "market_shared",
        "languages_shared",
    ]


def test_explain_counts_what_is_met() -> None:
    gap = explained(wish(), moulder(credentials=())).gaps[0]
    assert (gap.code, gap.values["met"], gap.values["count"]) == ("requirements_some", 4, 5)


def test_explain_requires_only_processes_that_are_declared() -> None:
    asked = wish(processes=frozenset(), prose=Prose(needs=frozenset({"welding"})))
    assert asked.processes == {"welding"}
    found = explained(asked, moulder())
    assert found.reasons[0] == Finding("requirements_all", {"count": 4})


def test_explain_says_when_the_business_is_another() -> None:
    (gap,) = missing(wish(required_credentials=(), emdn=("Q0101",)), moulder(credentials=()))
    assert gap == Finding("categories_missing", {"categories": ("Q0101",)})


def test_explain_says_when_a_certificate_expired() -> None:
    lapsed = moulder(credentials=(Credential("EN ISO 13485", valid_to=date(2026, 3, 3)),))
    assert missing(wish(), lapsed) == [
        Finding("credential_expired", {"standard": "EN ISO 13485", "day": date(2026, 3, 3)})
    ]


def test_explain_says_when_a_scope_is_too_narrow() -> None:
    narrow = moulder(credentials=(Credential("EN ISO 13485", ("T02",)),))
    assert [gap.code for gap in missing(wish(), narrow)] == ["credential_narrow"]


def test_explain_tells_a_claim_from_a_certificate() -> None:
    claims = moulder(credentials=(), prose=Prose(standards=frozenset({"EN ISO 13485"})))
    assert [gap.code for gap in missing(wish(), claims)] == ["credential_claimed"]


def test_explain_lists_all_that_is_missing() -> None:
    small = (Capability("extrusion", ("A0201",), ("I",), "pilot", 1000, "pièces"),)
    asked = wish(include_countries=frozenset({"TN"}), trl_min=9)
    weak = moulder(capabilities=small, credentials=(), prose=Prose(readiness=(4, 5)))
    assert [gap.code for gap in missing(asked, weak)] == [
        "credential_missing",
        "process_missing",
        "classes_missing",
        "capacity_short",
        "readiness_low",
        "country_outside",
    ]


def test_explain_says_that_no_language_is_shared() -> None:
    codes = [gap.code for gap in explained(wish(), moulder(languages=frozenset({"es"}))).gaps]
    assert codes == ["languages_none"]


def test_explain_says_what_is_not_declared() -> None:
    silent = moulder(languages=frozenset(), capabilities=(), credentials=(), offers=frozenset())
    codes = {gap.code for gap in explained(wish(), silent).gaps}
    assert codes == {"requirements_some", "languages_unknown", "categories_unknown"}


def test_explain_an_offer_names_the_need_that_it_serves() -> None:
    offer = wish(kind="offer", processes=frozenset({"sterilisation_eto"}))
    needing = moulder(prose=Prose(needs=frozenset({"sterilisation_eto"})))
    reasons = explained(offer, needing).reasons
    assert Finding("processes_needed", {"processes": ("sterilisation_eto",)}) in reasons


def test_explain_an_offer_names_a_rival() -> None:
    colleague = moulder(seeks=frozenset({"training"}))
    codes = [gap.code for gap in explained(wish(kind="offer"), colleague).gaps]
    assert codes == ["modes_not_sought", "rival"]


def test_explain_two_profiles_says_who_seeks_and_who_offers() -> None:
    asking = buyer(seeks=frozenset({"contract_manufacturing"}), offers=frozenset({"training"}))
    other = moulder(seeks=frozenset({"training"}))
    reasons = explained(wish_of_operator(asking), other).reasons
    assert reasons[0] == Finding("modes_offered", {"modes": ("contract_manufacturing",)})
    assert reasons[1] == Finding("modes_sought", {"modes": ("training",)})
