"""Sends the mails that are due: daily digests, gathered messages, and those refused before."""

from typing import Any

from django.core.management.base import BaseCommand

from notifications.mailing import send_due


class Command(BaseCommand):
    help = "Envoie les e-mails de notification dus ; à lancer toutes les cinq minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{send_due()} e-mail(s) envoyé(s).")
