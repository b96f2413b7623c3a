"""What indexing tells of."""

from django.dispatch import Signal

documents_indexed = Signal()
"""Sent with `ids` in the transaction that marks their outbox entries as applied: the index holds
(or no longer holds) these documents as the database has them."""
