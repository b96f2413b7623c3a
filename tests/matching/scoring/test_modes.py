from matching.scoring.kinds import gives, kind_fit, takes
from matching.scoring.modes import ANSWERS, answer, implied_modes, shared_modes


def test_answer_takes_the_best_pair() -> None:
    assert answer({"licence", "training"}, {"know_how_transfer"}) == 0.8


def test_answer_is_zero_when_nothing_is_given() -> None:
    assert answer({"licence"}, ()) == 0.0


def test_every_mode_answers_itself_best() -> None:
    assert {mode: answers[mode] for mode, answers in ANSWERS.items()} == dict.fromkeys(ANSWERS, 1.0)


def test_shared_modes_puts_the_best_answer_first() -> None:
    given = {"subcontracting", "contract_manufacturing", "training"}
    assert shared_modes({"contract_manufacturing"}, given) == (
        "contract_manufacturing",
        "subcontracting",
    )


def test_implied_modes_of_testing_is_a_testing_service() -> None:
    assert implied_modes({"mechanical_testing", "welding"}) == {"testing_service"}


def test_gives_falls_back_on_the_type() -> None:
    assert gives("training_centre", ()) == {"training"}
    assert gives("training_centre", {"licence"}) == {"licence"}


def test_takes_falls_back_on_the_type() -> None:
    assert "licence" in takes("manufacturer", ())


def test_kind_fit_of_a_distributor_for_toll_work_is_low() -> None:
    sought = {"contract_manufacturing"}
    assert kind_fit("distributor", sought=sought, given=()) == 0.5
    assert kind_fit("subcontractor", sought=sought, given=()) == 1.0
    assert kind_fit("", sought=sought, given=()) is None
