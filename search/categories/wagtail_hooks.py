"""The category picker of cms asks here what fits the words typed."""

from wagtail import hooks

from search.categories.finding import find_codes


@hooks.register("category_search")
def category_search(text: str, limit: int) -> list[str]:
    """The codes that fit what a company says it makes, the best first."""
    return find_codes(text, limit=limit)
