"""What makers say for the words of official labels, read into the index beside them."""

import numpy as np
import pytest

from search.categories import synonyms
from search.categories.index import SAID_SHARE, Category, CategoryIndex, bag_of, said_bag_of
from search.categories.lexical import Bm25, label_stems
from search.categories.synonyms import also_said, shipped_rules

LABELS = {"W01": {"en": "NA REAGENTS", "fr": "REACTIFS AN"}, "W0101": {"en": "HIV 1"}}


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule: `na` and `reagents` together are also said `pcr`."""
    said = label_stems("na reagents", "en")
    rules = {said[0]: ((frozenset(said), ("pcr",)),)}
    monkeypatch.setattr(synonyms, "shipped_rules", lambda: rules)


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("label", "said"),
    [("HIV NA REAGENTS", {"pcr"}), ("REAGENTS, NA", {"pcr"}), ("REAGENTS", set()), ("", set())],
)
def test_a_rule_holds_where_all_its_words_stand(label: str, said: set[str]) -> None:
    assert also_said(label_stems(label, "en")) == said


@pytest.mark.usefixtures("rules")
def test_what_is_said_of_a_branch_counts_less_for_what_is_below_it() -> None:
    assert said_bag_of(Category("W01", LABELS["W01"]), LABELS) == {"pcr": SAID_SHARE}
    below = said_bag_of(Category("W0101", LABELS["W0101"]), LABELS)
    assert below == {"pcr": pytest.approx(SAID_SHARE * 0.35)}
    assert "pcr" not in bag_of(Category("W0101", LABELS["W0101"]), LABELS)


def test_further_terms_make_a_bag_no_longer() -> None:
    bags = [{"knee": 1.0}, {"knee": 1.0, "brace": 1.0}]
    alone, beside = Bm25(bags), Bm25(bags, [{"genou": 0.2}, {}])
    np.testing.assert_array_equal(beside.scores({"knee": 1.0}), alone.scores({"knee": 1.0}))
    assert alone.scores({"genou": 1.0}).tolist() == [0.0, 0.0]
    assert beside.scores({"genou": 1.0})[0] > 0
    assert beside.scores({"genou": 1.0})[1] == 0


def test_a_label_is_found_by_what_makers_say_for_it() -> None:
    codes = {"W01": "HIV 1 - NA REAGENTS", "L01": "SCISSORS", "M01": "COTTON"}
    index = CategoryIndex([Category(code, {"en": label}) for code, label in codes.items()], ())
    assert index.best(index.scores("PCR kit"), 1) == ["W01"]
    assert index.best(index.scores("ciseaux"), 1) == ["L01"]


def test_every_shipped_rule_has_words_on_both_sides() -> None:
    for rules in shipped_rules().values():
        for said, meant in rules:
            assert said
            assert meant
