"""Look at what changed and tell those whose saved searches are due."""

from typing import Any

from django.core.management.base import BaseCommand

from search.saved.tasks import run_saved_searches


class Command(BaseCommand):
    help = "Match changed documents against saved searches and announce what is due."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{run_saved_searches.func()} people told.")
