"""Delete evidence files that nothing refers to."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.operators.services.files import delete_orphaned_files


class Command(BaseCommand):
    help = "Delete evidence files older than a week that no version of a profile names."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{delete_orphaned_files()} files deleted")
