import pytest

from cms.taxonomies.emdn import branch, is_code, sentence_case


@pytest.mark.parametrize(
    ("term", "read"),
    [
        ("SYRINGES, SINGLE-USE", "Syringes, single-use"),
        ("LOSS-OF-RESISTANCE SYRINGES", "Loss-of-resistance syringes"),
        ("PERIPHERAL I.V. CATHETERS AND CANNULAS", "Peripheral I.V. catheters and cannulas"),
        ("PTCA BALLOON CATHETERS", "PTCA balloon catheters"),
        ("DIALYSERS - UFC < 18 ml/h/mmHg", "Dialysers - UFC < 18 ml/h/mmHg"),
        ("ANTI-GM1 AND HIV 1/2 TESTS", "Anti-GM1 and HIV 1/2 tests"),
        ("MASKS, TYPE IIR, NOT PPE", "Masks, type IIR, not PPE"),
        ("Single-use syringes", "Single-use syringes"),
        ("", ""),
    ],
)
def test_sentence_case_keeps_acronyms_and_measures(term: str, read: str) -> None:
    assert sentence_case(term) == read


def test_a_code_holds_its_branch() -> None:
    assert branch("A010101") == ("A", "A01", "A0101", "A010101")
    assert [is_code(text) for text in ("A", "A01", "A1", "a01", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]
