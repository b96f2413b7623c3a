"""What happens to an account that other apps may care for."""

from django.dispatch import Signal

# Sent in the transaction that closes an account, with `user`: erase what you keep of the person.
account_closed = Signal()
