"""The demo's mails, to be read on a page: with DEBUG and no mail server only."""
