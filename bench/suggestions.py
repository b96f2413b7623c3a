"""Suggestions for one operator among 10,000, against scoring every profile in full.

    python -m bench suggestions [--operators N] [--encoder PATH]

CPU times stand beside the elapsed ones, as they hold on a machine that others use too. Vectors
are drawn unless `--encoder search.vectors.UniversalSentenceEncoder` is given.
"""

import argparse

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bench.encoder import DRAWN
from bench.generate import generate_operators
from bench.report import emit, show, timed
from bench.rows import store_operators
from cms.operators.models import Membership, Operator
from matching.scoring.rules import Circumstances
from matching.scoring.score import score
from matching.scoring.wishes import wish_of_operator
from matching.suggestions.cards import cards_for_operator
from matching.suggestions.refreshing import mark_all_stale, refresh_stale
from matching.suggestions.snapshots import current_snapshot

ASKED = 60
SCORED_IN_FULL = 5


def fill(count: int) -> User:
    """Generated operators with a curator behind each, and a person who belongs to the first."""
    store_operators(list(generate_operators(count)))
    curator = User.objects.create_user("curator@wasl.example", is_staff=True)
    Operator.objects.update(steward=curator)
    person = User.objects.create_user("person@wasl.example")
    first = Operator.objects.order_by("pk").first()
    # Not create: its receivers would have the whole index made first.
    Membership.objects.bulk_create([Membership(operator=first, user=person, role="owner")])
    mark_all_stale()
    refresh_stale()
    return person


def score_all(operator: Operator) -> None:
    """The reference: no rough choice first, the whole score for every profile."""
    snapshot = current_snapshot()
    wish = wish_of_operator(snapshot.operators[str(operator.pk)])
    given = Circumstances(today=timezone.localdate())
    for candidate in snapshot.operators.values():
        score(wish, candidate, given, snapshot.pool.rarity)


def main(arguments: list[str]) -> None:
    """Fill, warm up, ask, print."""
    parser = argparse.ArgumentParser(prog="bench suggestions")
    parser.add_argument("--operators", type=int, default=10_000)
    parser.add_argument("--encoder", default=DRAWN)
    given = parser.parse_args(arguments)
    count, settings.SENTENCE_ENCODER = given.operators, given.encoder
    call_command("migrate", run_syncdb=True, verbosity=0)
    person = fill(count)
    operators = list(Operator.objects.order_by("pk")[:ASKED])
    client = Client()
    client.force_login(person)
    cards_for_operator(operators[0], reader=person)
    open_page(client)
    rows = {
        "suggestions, with reasons and gaps": timed(
            lambda o: cards_for_operator(o, reader=person), operators
        ),
        "suggestions page": timed(lambda _n: open_page(client), range(20)),
        "reference: every profile in full": timed(score_all, operators[:SCORED_IN_FULL]),
    }
    show(f"Suggestions for one operator among {count:,}", rows)
    emit("suggestions", rows)


def open_page(client: Client) -> None:
    """Open the page of suggestions; anything but a page is a failure."""
    response = client.get("/fr/suggestions/")
    assert response.status_code == 200, response.status_code
