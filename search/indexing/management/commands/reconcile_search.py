"""Compare the index with the database and mend it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.errors import SearchUnavailable
from search.indexing.rebuilding import compare, repair
from search.indexing.services import apply_outbox


class Command(BaseCommand):
    help = "Say which documents differ between index and database, and repair them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say, do not repair")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        try:
            difference = compare()
            for kind in ("missing", "stale", "foreign"):
                for name in getattr(difference, kind):
                    self.stdout.write(f"{kind} {name}")
            if difference and not dry_run:
                repair(difference)
                self.stdout.write(f"{apply_outbox()} changes applied.")
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        if not difference:
            self.stdout.write("Index and database agree.")
