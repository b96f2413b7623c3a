"""The named reference: Wagtail's own database search (SQLite FTS5) over the same texts."""

from django.db import models
from wagtail.search import index


class ReferenceRow(index.Indexed, models.Model):
    """An operator's texts and filters as Wagtail's search indexes them."""

    name = models.CharField(max_length=300)
    text = models.TextField()
    country = models.CharField(max_length=2)
    type = models.CharField(max_length=30)

    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("text"),
        index.FilterField("country"),
        index.FilterField("type"),
    ]

    class Meta:
        app_label = "bench_reference"

    def __str__(self) -> str:
        return self.name
