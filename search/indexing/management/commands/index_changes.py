"""Apply what waits in the outbox, and forget what was applied long ago."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.errors import SearchUnavailable
from search.indexing.services import forget_applied
from search.indexing.tasks import check_and_apply


class Command(BaseCommand):
    help = "Apply the outbox to the search index; what a crash or a failure left behind too."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(f"{check_and_apply()} changes applied.")
        except SearchUnavailable as error:
            raise CommandError(f"{error} The changes wait.") from error
        forget_applied()
