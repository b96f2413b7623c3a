"""Measure search across languages against files of terms."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.engines.errors import SearchUnavailable
from search.indexing.evaluation import EvaluationFileError, evaluate


class Command(BaseCommand):
    help = "Print as JSON recall@10 and MRR of French and Arabic terms finding English ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--terms", type=Path, help="CSV with the columns en, fr, ar")
        parser.add_argument("--cpv", type=Path, help="CSV with the columns en, fr")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["terms"] or options["cpv"]):
            raise CommandError("Give --terms FILE, --cpv FILE or both.")
        try:
            report = evaluate(options["terms"], options["cpv"])
        except (EvaluationFileError, SearchUnavailable) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report, indent=2))
