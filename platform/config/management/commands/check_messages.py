"""Fail where a string is not translated."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.messages import faults


class Command(BaseCommand):
    help = "Compare the strings of the code with the English and Arabic catalogs."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        lines = list(faults())
        for line in lines:
            self.stderr.write(line)
        if lines:
            raise CommandError(f"{len(lines)} faults in the catalogs.")
        self.stdout.write("All strings are translated.")
