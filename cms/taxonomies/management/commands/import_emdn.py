"""Import the European Medical Device Nomenclature."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cms.taxonomies.emdn_file import EmdnFileError
from cms.taxonomies.emdn_import import import_emdn


class Command(BaseCommand):
    help = "Import the EMDN from the European Commission's XLSX file; French and Arabic stay ours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file as the Commission publishes it")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            # `disable=None`: the bar shows on a terminal only.
            report = import_emdn(file, progress=lambda rows: tqdm(rows, "EMDN", disable=None))
        except EmdnFileError as error:
            raise CommandError(f"{error} Rien n'a été changé.") from error
        read = report.created + report.updated + report.unchanged
        self.stdout.write(
            f"{read} codes lus : {report.created} créés, {report.updated} mis à jour, "
            f"{report.unchanged} inchangés."
        )
        if report.absent:
            self.stdout.write(f"{report.absent} codes d'ici ne sont pas dans le fichier : gardés.")
        if report.is_unchanged:
            self.stdout.write("Rien n'a changé.")
