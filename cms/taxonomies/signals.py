"""What the code lists tell of."""

from django.dispatch import Signal

# Sent by a list with `codes`, in the transaction that has added or changed many of its terms at
# once, where no term is saved on its own.
terms_changed = Signal()
