"""What happens to an opportunity beside Wagtail's own signals."""

from django.dispatch import Signal

# Sent in the same transaction with `instance`, when its operator closes or reopens it. The row
# itself is saved too, so that whoever listens to post_save has heard of it already.
opportunity_closed = Signal()
opportunity_reopened = Signal()
