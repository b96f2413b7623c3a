"""What higher apps subscribe to."""

from django.dispatch import Signal

# Sent inside the accepting transaction, with `introduction`: what a receiver writes is kept or
# lost together with the acceptance.
introduction_accepted = Signal()
