"""Many requests asked of a few documents at once."""

from datetime import date

from search.engines import SearchEngine
from search.requests import ANONYMOUS, NAME, Audience, SearchRequest
from search.text.thesaurus import Thesaurus
from tests.search.engines.contract.asking import CURATOR, MEMBER
from tests.search.engines.documents import SYRINGES, held, operator, opportunity

ASKED: tuple[SearchRequest, ...] = tuple(
    SearchRequest(**asked)
    for asked in (
        {},
        {"text": "   "},
        {"text": "?!"},
        {"text": "moules"},
        {"text": "MOULES pour l'acier"},
        {"text": "moules acier"},
        {"text": "moules acier presse extrusion"},
        {"text": "moules introuvable"},
        {"text": "introuvable"},
        {"text": "ISO 13485"},
        {"text": "ISO13485:2016"},
        {"text": "sous-traitant"},
        {"text": "seringu"},
        {"text": "serigue"},
        {"text": "seringe moules"},
        {"text": "extr"},
        {"text": "stérilsattion"},
        {"text": "x"},
        {"text": "محاقن"},
        {"text": "المحاقن"},
        {"text": "محاقن seringues"},
        {"text": "secret"},
        {"text": "secrt"},
        {"text": "discretion"},
        {"text": "confiance acier"},
        {"text": "Atlas", "kind": "operators"},
        {"text": "moules", "kind": "opportunities"},
        {"text": "moules", "page": 7, "page_size": 1, "sort": NAME, "language": "ar"},
        {"text": "moules", "countries": ("MA",)},
        {"text": "moules", "countries": ("FR", "MA"), "categories": ("A02",)},
        {"countries": ("XX",)},
        {"categories": ("A02",)},
        {"credentials": ("iso_13485",)},
        {"trl_min": 4, "trl_max": 6},
        {"sides": ("request",), "text": "acier"},
    )
)
READERS = (
    ANONYMOUS,
    MEMBER,
    CURATOR,
    Audience.member([3]),
    Audience.member([9], introduced=[4]),
    Audience.member([10]),
)
AMONG = [f"operators-{pk}" for pk in range(1, 9)] + ["opportunities-1", "operators-999", "nothing"]


def fill(engine: SearchEngine) -> None:
    """Documents of every visibility, of which some are asked about and some are not."""
    engine.upsert(
        [
            operator(1, "Atlas", "moules en acier, presse", trl=5, keywords=(SYRINGES,)),
            operator(2, "Rif", "seringues et محاقن", facets={"categories": ("A", "A02")}),
            operator(3, "Secret", "moules extrusion", visibility="members"),
            operator(4, "Toubkal", "moules acier", visibility="named", allowed=(10,)),
            operator(5, "Siroua", member_text="confiance acier", named_text="discretion moules"),
            operator(6, "Saghro", "ISO 13485", credentials=(held("iso_13485", "2020-01-01"),)),
            operator(7, "Ayachi", "sous-traitant en stérilisation", named_text="seringue"),
            operator(8, "Expiré", "moules", expires_on=date(2026, 1, 1)),
            operator(20, "Loin", "moules acier presse extrusion stérilisation"),
            operator(21, "Ailleurs", "seringue moulage", visibility="members"),
            *(operator(pk, "Encore", "moules extrusion") for pk in range(30, 36)),
            opportunity(1, "Moules en acier", owner=3, expires_on=date(2026, 12, 1)),
        ]
    )


def searched(engine: SearchEngine, asked: SearchRequest, reader: Audience) -> frozenset[str]:
    """The same by way of `search`."""
    wanted = SearchRequest.from_json(asked.to_json() | {"page": 1, "page_size": 100})
    found = engine.search(wanted, reader, with_meaning=False, among=AMONG)
    return frozenset() if found.relaxed else frozenset(hit.id for hit in found.hits)


class MeetingContract:
    """Of every engine: many requests asked of a few documents at once."""

    def test_meeting_is_what_search_finds(self, engine: SearchEngine) -> None:
        fill(engine)
        asked = [(request, reader) for reader in READERS for request in ASKED]
        met = engine.meeting(asked, among=AMONG)
        expected = [searched(engine, *pair) for pair in asked]
        differ = [(p, m, e) for p, m, e in zip(asked, met, expected, strict=True) if m != e]
        assert differ == []
        assert sum(map(bool, met)) > len(met) // 3

    def test_meeting_by_the_thesaurus_is_what_search_finds(
        self, engine: SearchEngine, shipped_thesaurus: Thesaurus
    ) -> None:
        fill(engine)
        asked = [(request, reader) for reader in READERS for request in ASKED]
        expected = [searched(engine, *pair) for pair in asked]
        assert engine.meeting(asked, among=AMONG) == expected

    def test_meeting_leaves_out_what_lacks_words(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="moules"), operator(2, body="moules acier")])
        asked = [(SearchRequest(text=text), ANONYMOUS) for text in ("moules acier", "acier laine")]
        ids = ["operators-1", "operators-2"]
        assert engine.meeting(asked, among=ids) == [frozenset(["operators-2"]), frozenset()]

    def test_meeting_tells_nothing_of_what_is_hidden(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="moules", visibility="members")])
        asked = [(SearchRequest(text="moules"), reader) for reader in (ANONYMOUS, MEMBER)]
        assert engine.meeting(asked, among=["operators-1"]) == [
            frozenset(),
            frozenset(["operators-1"]),
        ]

    def test_meeting_of_nothing(self, engine: SearchEngine) -> None:
        engine.upsert([operator(1, body="moules")])
        moules = (SearchRequest(text="moules"), ANONYMOUS)
        assert engine.meeting([], among=["operators-1"]) == []
        assert engine.meeting([moules], among=[]) == [frozenset()]
        assert engine.meeting([moules], among=["operators-7"]) == [frozenset()]
