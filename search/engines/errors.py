"""What an engine may raise. Callers catch `SearchUnavailable` and say so; nothing else escapes."""


class SearchUnavailable(Exception):  # noqa: N818 - a state, not a fault.
    """The engine can't answer now. What is in the database is untouched."""


class IndexMissing(SearchUnavailable):
    """No index has been built yet, or its folder is gone: run `rebuild_search`."""


class IndexDamaged(SearchUnavailable):
    """The index can't be read any more: run `rebuild_search`."""


class IndexBusy(SearchUnavailable):
    """Another process held the writer's lock for too long; the write may be tried again."""
