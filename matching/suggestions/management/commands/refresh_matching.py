"""Fill the profiles that suggestions are made from."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from matching.suggestions.refreshing import mark_all_stale, refresh_stale


class Command(BaseCommand):
    help = "Refresh the profiles for suggestions that have changed, or all of them with --all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="every profile, changed or not")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            mark_all_stale()
        self.stdout.write(f"{refresh_stale()} profiles refreshed.")
