"""Do what has to be done from time to time: mails to the away, digests, lapsing, repairs."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.periodic import periodic_jobs, run_due, run_while


class Command(BaseCommand):
    help = "Run the periodic commands as they fall due; one process of it, beside the server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run each once, then end")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the parent process does"
        )

    def handle(self, *args: Any, once: bool, with_parent: bool, **options: Any) -> None:
        if once:
            self.stdout.write(f"{run_due(periodic_jobs(), now=time.monotonic())} run")
            return
        parent = os.getppid()
        try:
            run_while(lambda: not with_parent or os.getppid() == parent)
        except KeyboardInterrupt:
            self.stdout.write("stopped")
