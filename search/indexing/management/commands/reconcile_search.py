"""Compare the index with the database and mend it."""

from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.errors import IndexDamaged, IndexMissing, SearchUnavailable
from search.indexing.rebuilding import Difference, compare, rebuild, repair
from search.indexing.services import apply_outbox

logger = structlog.get_logger(__name__)


class Command(BaseCommand):
    help = "Say which documents differ between index and database, and repair them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say, do not repair")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        try:
            difference = self.said()
            if difference and not dry_run:
                repair(difference)
                self.stdout.write(f"{apply_outbox()} changes applied.")
        except (IndexMissing, IndexDamaged) as error:
            if dry_run:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{error}\n{rebuild()} documents indexed anew.")
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error

    def said(self) -> Difference:
        """What differs, line by line; the nightly run is read in the log."""
        difference = compare()
        for kind, names in vars(difference).items():
            for name in names:
                self.stdout.write(f"{kind} {name}")
        if difference:
            logger.warning("reconcile.differs", **difference.counts())
        else:
            self.stdout.write("Index and database agree.")
        return difference
