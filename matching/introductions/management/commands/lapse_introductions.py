"""Remind of introductions that are about to lapse, and end those whose time has run out."""

from typing import Any

from django.core.management.base import BaseCommand

from matching.introductions.lapsing import lapse_introductions, remind_introductions


class Command(BaseCommand):
    help = "Remind of introductions that lapse soon and end those that have; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        reminded, lapsed = remind_introductions(), lapse_introductions()
        self.stdout.write(f"{reminded} reminded, {lapsed} lapsed")
