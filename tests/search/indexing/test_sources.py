"""Documents from the database: a batch is read as a whole."""

import pytest
from pytest_django import DjangoAssertNumQueries

from search.indexing import sources
from tests.search.factories import make_opportunity, make_pairs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 4])
def test_documents_are_read_in_as_many_queries_for_one_as_for_many(
    django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make_pairs(count)
    with django_assert_num_queries(13):
        made = sources.documents(list(sources.all_ids()))
    assert len(made) == 2 * count
    assert [k.labels["fr"] for k in made[0].keywords if k.facet == "processes"] == [
        "Injection plastique"
    ]


def test_the_categories_of_a_batch_are_looked_up_together(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    categories = [["A0201"], ["C0104"], ["P09"], ["Z11"]]
    for codes in categories:
        make_opportunity(categories=codes)
    with django_assert_num_queries(10):
        made = sources.documents(list(sources.all_ids()))
    carried = {document.facets["categories"][0] for document in made[4:]}
    assert carried == {"A0201", "C0104", "P09", "Z11"}
