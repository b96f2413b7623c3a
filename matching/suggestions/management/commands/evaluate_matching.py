"""Measure the suggestions on a judged set."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.suggestions.evaluation.judged import JudgedSetError
from matching.suggestions.evaluation.reports import TODAY, evaluate


class Command(BaseCommand):
    help = "Print nDCG@10, MRR and P@5 with 95 % intervals, ours and the baselines', as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="operators.jsonl, opportunities.jsonl, ...")
        parser.add_argument("--today", type=date.fromisoformat, default=TODAY, help="YYYY-MM-DD")

    def handle(self, *args: Any, folder: Path, today: date, **options: Any) -> None:
        try:
            report = evaluate(folder, today=today)
        except JudgedSetError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
