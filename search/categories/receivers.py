"""A label mended in this process is known to the next call; other processes look by themselves."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from cms.taxonomies.models import Concept, DeviceCategory
from search.categories.finding import look_again


def connect() -> None:
    """Listen to the rows that the index is made of."""
    for signal in (post_save, post_delete):
        for model in (Concept, DeviceCategory):
            signal.connect(receive_change, sender=model, dispatch_uid=f"finder_{model.__name__}")


def receive_change(**signal: Any) -> None:
    """Compare the database with the index before the next call."""
    look_again()
