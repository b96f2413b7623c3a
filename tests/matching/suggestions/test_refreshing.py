import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from cms.operators.models import Membership, Operator
from matching.suggestions import filling, refreshing
from matching.suggestions.models import MatchProfile, PoolState
from matching.suggestions.refreshing import mark_all_stale, mark_stale, refresh_stale
from matching.suggestions.snapshots import current_snapshot
from tests.factories import OperatorFactory
from tests.matching.suggestions.factories import make_buyer, make_moulder, make_request, refreshed

pytestmark = pytest.mark.django_db


class CountingEncoder:
    """Stands for the packaged encoder and counts what it is given."""

    texts: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.texts.extend(texts)
        return np.full((len(texts), 512), 512**-0.5, np.float32)


@pytest.fixture
def encoder(settings: Settings) -> CountingEncoder:
    settings.SENTENCE_ENCODER = f"{__name__}.CountingEncoder"
    CountingEncoder.texts = []
    return CountingEncoder()


def content(operator: Operator) -> dict[str, object] | None:
    found: dict[str, object] | None = MatchProfile.objects.get(
        kind="operator", subject=operator.pk
    ).content
    return found


def test_saving_an_operator_marks_it_stale() -> None:
    operator = make_moulder()
    refreshed()

    operator.save()

    stale = MatchProfile.objects.stale()
    assert [(row.kind, row.subject) for row in stale] == [("operator", operator.pk)]


def test_saving_a_draft_only_marks_nothing() -> None:
    operator = make_moulder()
    refreshed()

    operator.save(update_fields=["has_unpublished_changes"])

    assert not MatchProfile.objects.stale().exists()


def test_refresh_fills_what_is_published() -> None:
    operator = make_moulder()
    refreshed()

    profile = current_snapshot().operators[str(operator.pk)]

    assert profile.declared_processes == {"injection_moulding"}
    assert profile.categories == ("A0201",)
    assert profile.prose.processes == {"injection_moulding", "cleanroom_assembly"}
    assert profile.is_backed


def test_refresh_empties_what_is_not_published_any_more() -> None:
    operator = make_moulder()
    refreshed()
    operator.live = False
    operator.save()
    refreshed()

    assert content(operator) is None
    assert str(operator.pk) not in current_snapshot().operators


def test_refresh_of_a_deleted_operator_takes_it_and_its_requests_out() -> None:
    operator = make_buyer()
    make_request(operator)
    refreshed()
    assert len(current_snapshot().opportunities) == 1

    operator.delete()
    refreshed()

    assert current_snapshot().operators == {}
    assert current_snapshot().opportunities == {}


def test_refresh_keeps_the_vector_of_an_unchanged_text(encoder: CountingEncoder) -> None:
    operator = make_moulder()
    refreshed()
    operator.markets = ["ES"]
    operator.save()
    refreshed()

    assert len(encoder.texts) == 1
    assert current_snapshot().operators[str(operator.pk)].markets == {"ES"}
    vector = current_snapshot().operators[str(operator.pk)].prose.vector
    assert vector is not None
    assert vector.shape == (512,)


def test_refresh_encodes_a_changed_text(encoder: CountingEncoder) -> None:
    operator = make_moulder()
    refreshed()
    operator.texts.update(body="Nous extrudons des tubes.")
    operator.save()
    refreshed()

    assert len(encoder.texts) == 2


def test_a_change_during_a_refresh_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    operator = make_moulder()
    plain = filling.operators_filled

    def changed_meanwhile(keys: object) -> object:
        filled = list(plain(keys))  # type: ignore[arg-type]
        if MatchProfile.objects.get(subject=operator.pk, kind="operator").wanted < 20:
            MatchProfile.objects.filter(subject=operator.pk, kind="operator").update(wanted=20)
        return filled

    monkeypatch.setitem(refreshing.FILLERS, MatchProfile.Kind.OPERATOR, changed_meanwhile)
    refresh_stale()

    assert MatchProfile.objects.get(subject=operator.pk, kind="operator").done == 20


def test_losing_the_last_person_makes_an_operator_unsuggested() -> None:
    operator = make_moulder()
    refreshed()
    Membership.objects.filter(operator=operator).first().delete()  # type: ignore[union-attr]
    refreshed()

    assert not current_snapshot().operators[str(operator.pk)].is_backed


def test_shutting_a_person_out_makes_an_operator_unsuggested() -> None:
    operator = make_moulder()
    refreshed()
    person = operator.memberships.get().user
    person.is_active = False
    person.save()
    refreshed()

    assert not current_snapshot().operators[str(operator.pk)].is_backed


def test_snapshot_reads_one_query_while_nothing_changed(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_moulder()
    refreshed()
    current_snapshot()

    with django_assert_num_queries(1):
        current_snapshot()


def test_snapshot_reads_only_what_is_newer(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first, second = make_moulder(), make_moulder("Rif Moules")
    refreshed()
    held = current_snapshot()
    second.markets = ["ES"]
    second.save()
    refreshed()

    with django_assert_num_queries(2):
        now = current_snapshot()

    assert now.operators[str(first.pk)] is held.operators[str(first.pk)]
    assert now.operators[str(second.pk)].markets == {"ES"}
    assert held.operators[str(second.pk)].markets == {"FR", "MA"}


def test_snapshot_packs_only_the_kind_that_changed() -> None:
    request = make_request(make_buyer())
    refreshed()
    held = current_snapshot()
    pool, board = held.pool, held.board
    request.save()
    refreshed()

    now = current_snapshot()

    assert now.pool is pool
    assert now.board is not board


def test_snapshot_of_another_database_starts_anew() -> None:
    make_moulder()
    refreshed()
    current_snapshot()
    PoolState.objects.all().delete()
    MatchProfile.objects.all().delete()

    assert current_snapshot().operators == {}


def test_mark_all_stale_finds_what_was_never_filled() -> None:
    OperatorFactory()
    MatchProfile.objects.all().delete()

    assert mark_all_stale() == 1
    assert refresh_stale() == 1


def test_mark_stale_counts_every_change() -> None:
    mark_stale("operator", [7])
    mark_stale("operator", [7])

    assert MatchProfile.objects.get().wanted == 2
