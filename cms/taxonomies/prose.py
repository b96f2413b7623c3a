"""Prose that exists in one or more languages, one row a language."""

from typing import Any

from frame.languages import reader_language


class ProseMixin:
    """For a model whose children `texts` have a `language`."""

    texts: Any

    def text_in(self, language: str | None = None) -> Any | None:
        """The row in `language` (the active one by default), else French, English, Arabic.

        The template compares the row's `language` with the reader's and says so where it fell
        back.
        """
        rows = {row.language: row for row in self.texts.all()}
        wanted = language or reader_language()
        order = (wanted, "fr", "en", "ar")
        return next((rows[code] for code in order if code in rows), None)

    @property
    def text_language(self) -> str:
        """The language of the prose that the reader gets; "" without any."""
        row = self.text_in()
        return row.language if row else ""
