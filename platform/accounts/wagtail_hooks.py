"""The entries of a person's account in the frame, and its link in Wagtail's own account page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail import hooks

from frame.navigation import NavItem


@hooks.register("frame_navigation")
def account_entries(request: HttpRequest) -> list[NavItem]:
    """The settings, in the account's menu and beside its pages; the admin for those let in."""
    if not request.user.is_authenticated:
        return []
    profile, data = reverse("accounts:profile-edit"), reverse("accounts:data-show")
    items = [
        NavItem(_("Réglages"), profile, icon="settings", order=80, places=("account",)),
        NavItem(
            pgettext("personne", "Profil"), profile, icon="user", order=10, places=("settings",)
        ),
        NavItem(_("Mes données"), data, icon="database", order=95, places=("settings",)),
    ]
    if request.user.enters_admin:
        admin = reverse("wagtailadmin_home")
        items.append(
            NavItem(
                _("Administration"), admin, icon="layout-dashboard", order=90, places=("account",)
            )
        )
    return items


@hooks.register("register_account_menu_item")
def security_entry(request: HttpRequest) -> dict[str, str]:
    """Wagtail's account page has no password of its own: it points at Wasl's."""
    return {
        "url": reverse("account_change_password"),
        "label": _("Mot de passe et double authentification"),
        "help_text": _("Dans les réglages de votre compte Wasl."),
    }


@hooks.register("periodic_commands")
def forget_old_sessions() -> list[tuple[str, float]]:
    """Sessions that ran out are deleted once a day."""
    return [("clearsessions", 24 * 60 * 60)]
