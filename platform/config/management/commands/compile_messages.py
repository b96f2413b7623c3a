"""Compile the catalogs."""

from typing import Any

from django.core.management.base import BaseCommand

from config.messages import compile_catalogs


class Command(BaseCommand):
    help = "Compile every catalog with Babel; no system gettext is needed."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{compile_catalogs()} catalogs compiled.")
