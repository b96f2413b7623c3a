"""`manage.py load_demo`: the invented operators, opportunities and conversations."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.accounts import account_lines
from demo.services import load_demo


class Command(BaseCommand):
    help = "Load the demo; run again it adds nothing. Needs DEBUG, or --force."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force",
            action="store_true",
            help="load outside DEBUG too: everybody can then sign in to the demo's accounts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or options["force"]):
            raise CommandError(
                "The demo's accounts share a password that is no secret: set DEBUG=1, or --force."
            )
        for name, count in asdict(load_demo()).items():
            self.stdout.write(f"{name}: {count} added")
        for line in account_lines():
            self.stdout.write(line)
