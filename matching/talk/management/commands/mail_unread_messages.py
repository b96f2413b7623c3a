"""Tell those who are away of the messages that they have not read."""

from typing import Any

from django.core.management.base import BaseCommand

from matching.talk.away import tell_away


class Command(BaseCommand):
    help = "Tell people of messages unread for ten minutes, once each; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tell_away()} told")
