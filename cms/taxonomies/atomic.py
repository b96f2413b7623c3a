"""Saving a row and what subscribers write because of it: both, or neither."""

from typing import Any

from django.db import models, transaction


class AtomicSaveModel(models.Model):
    """A model whose `save` and its signals share a transaction.

    Django sends post_save after the row is written but, in autocommit mode, outside of any
    transaction; search's outbox entry must stand or fall with the row. (`delete` is atomic as is.)
    """

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
