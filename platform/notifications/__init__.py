"""What happened, told to those whom it concerns: on the page, by mail, over the socket.

An app registers its events in its own `events.py` when it is ready, and tells of them with
`notifications.services.notify`. The text is made when it is read, in the reader's language.
"""
