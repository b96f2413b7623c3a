"""Measure the category finder against a file of texts and codes."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.categories.evaluation import CategoryFileError, evaluate, read_judged


class Command(BaseCommand):
    help = "Print as JSON how often the category finder proposes the right EMDN code (recall)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV with the columns text and emdn")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = evaluate(read_judged(options["file"]))
        except CategoryFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report, indent=2))
