"""Bring the catalogs of one app, or of all, up to the code."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config.env import BASE_DIR
from config.messages import LANGUAGES, catalog_roots, update_catalog


class Command(BaseCommand):
    help = "Extract the strings of the code into its English and Arabic catalogs."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("app", nargs="*", help="folders such as cms/operators; all by default")

    def handle(self, *args: Any, app: list[str], **options: Any) -> None:
        for root in [BASE_DIR / name for name in app] or catalog_roots():
            for language in LANGUAGES:
                missing = update_catalog(root, language)
                self.stdout.write(f"{root.relative_to(BASE_DIR)} {language}: {missing} missing")
