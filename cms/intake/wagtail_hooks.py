"""Imports in the history of an operator."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """An import, as the history shows it."""
    actions.register_action("wasl.imported", _("Importer"), _("Profil importé"))
