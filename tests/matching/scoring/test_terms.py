import pytest

from matching.scoring.terms import Vocabulary, levels, words

VOCABULARY = Vocabulary.with_labels({})


@pytest.mark.parametrize(
    "text",
    [
        "Nos presses d'injection produisent des seringues.",
        "Injecteur plastique à Tanger.",
        "Plastic INJECTION MOULDING in a clean area.",
        "متخصصون في حقن البلاستيك الطبي.",
    ],
)
def test_read_recognises_a_process_in_three_languages(text: str) -> None:
    assert "injection_moulding" in VOCABULARY.read(text).processes


def test_read_takes_short_stems_as_whole_words() -> None:
    assert VOCABULARY.read("Contrats étoilés, écran شاشة.").processes == frozenset()
    assert VOCABULARY.read("Cycles EtO.").processes == {"sterilisation_eto"}


def test_read_ignores_what_is_negated() -> None:
    text = "Découpe laser et soudure. Pas de cintrage de tube ni de peinture poudre."
    assert VOCABULARY.read(text).processes == {"laser_cutting", "welding"}


def test_read_ignores_an_arabic_negation() -> None:
    assert VOCABULARY.read("لا نقوم بالتوزيع.").processes == frozenset()


def test_read_tells_a_need_from_a_skill() -> None:
    reading = VOCABULARY.read("Nous usinons le titane, usinage 5 axes. On cherche une anodisation.")
    assert reading.processes == {"cnc_machining"}
    assert reading.needs == {"surface_treatment"}


def test_read_adds_labels_of_the_taxonomy() -> None:
    vocabulary = Vocabulary.with_labels({"glass_forming": ("Soufflage de verre",)})
    assert "glass_forming" in vocabulary.read("Le soufflage de verre borosilicate").processes


def test_read_takes_a_standard_that_is_claimed() -> None:
    assert VOCABULARY.read("Certifiés ISO 13485 depuis 2021.").standards == {"EN ISO 13485"}


@pytest.mark.parametrize(
    "text",
    ["Pas de 13485.", "Le dossier 13485 démarre en janvier.", "ISO 13485 certificate expired."],
)
def test_read_leaves_a_standard_that_is_not_held(text: str) -> None:
    assert VOCABULARY.read(text).standards == frozenset()


@pytest.mark.parametrize(
    ("text", "found"),
    [("prototype TRL 5", (5, 5)), ("between TRL 4 and 6", (4, 6)), ("no level", None)],
)
def test_levels_reads_a_range(text: str, found: tuple[int, int] | None) -> None:
    assert levels(text) == found


def test_words_drops_accents_and_the_arabic_article() -> None:
    assert words("ÉBÉNISTERIE القَوالب") == ["ebenisterie", "قوالب"]


def test_read_of_an_empty_text_finds_nothing() -> None:
    assert VOCABULARY.read("").processes == frozenset()
