"""Make the search index anew, beside the one that serves."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.errors import SearchUnavailable
from search.indexing.rebuilding import CountsDifferError, rebuild


class Command(BaseCommand):
    help = "Build a new index from the database, then serve it and drop the old one."

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(unit=" documents", disable=None) as bar:
            try:
                count = rebuild(progress=bar.update)
            except (SearchUnavailable, CountsDifferError) as error:
                raise CommandError(f"{error} The old index goes on serving.") from error
        self.stdout.write(f"{count} documents indexed.")
