"""Lets a person who lost the second factor and its codes in again with the password alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import remove_second_factor


class Command(BaseCommand):
    help = "Retire les facteurs d'authentification d'une personne, et la déconnecte partout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="L'adresse e-mail de la personne.")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["address"]).first()
        if user is None:
            raise CommandError(f"Personne n'a l'adresse {options['address']}.")
        self.stdout.write(f"{remove_second_factor(user)} facteur(s) retiré(s).")
