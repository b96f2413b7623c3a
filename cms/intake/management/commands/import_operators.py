"""Import operators from a public data set."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from accounts.models import User
from cms.intake.eudamed import IntakeFileError
from cms.intake.services import choose_steward, import_eudamed

OUTCOMES = {
    "created": "créés",
    "updated": "mis à jour",
    "unchanged": "inchangés",
    "rejected": "rejetés",
}


class Command(BaseCommand):
    help = "Import operators as published profiles; run again it changes only what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["eudamed"], required=True)
        parser.add_argument("--curator", default="", help="e-mail of who follows these profiles")

    def handle(self, *args: Any, file: Path, curator: str, **options: Any) -> None:
        try:
            steward = choose_steward(curator)
            # `disable=None`: the bar shows on a terminal only.
            report = import_eudamed(
                file, steward=steward, progress=lambda rows: tqdm(rows, "EUDAMED", disable=None)
            )
        except User.DoesNotExist as error:
            raise CommandError("Aucun curateur ne répond à cette adresse : créez-le.") from error
        except IntakeFileError as error:
            raise CommandError(f"{error} Rien n'a été changé.") from error
        for line in report.lines:
            rows = ", ".join(map(str, line.rows))
            words = f"{OUTCOMES[line.outcome]} {line.reason}".strip()
            self.stdout.write(f"{line.ref} {line.name} (lignes {rows}) : {words}")
        for note in report.notes:
            self.stdout.write(note)
        counts = (f"{report.count(key)} {label}" for key, label in OUTCOMES.items())
        self.stdout.write(f"{len(report.lines)} fabricants : {', '.join(counts)}.")
