"""The review in Wagtail's admin: menu, addresses, history, and codes that stay in use."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter

from cms.curation.models import VIEW_QUEUE, ReviewSettings
from cms.curation.queue import waiting_reviews
from cms.curation.usage import count_uses
from cms.curation.verification import VERIFY
from cms.operators.models import Credential
from cms.taxonomies.models import Term


class QueueMenuItem(MenuItem):
    """The queue, with how many wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW_QUEUE)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        count = waiting_reviews().count()
        component.label = f"{self.label} ({count})" if count else str(self.label)
        return component


class CredentialsMenuItem(MenuItem):
    """The credentials that nobody has verified."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VERIFY)


@hooks.register("register_admin_menu_item")
def queue_entry() -> MenuItem:
    """Above operators and opportunities: it is where a curator's day begins."""
    return QueueMenuItem(
        _("À revoir"), reverse("curation_queue"), name="curation", icon_name="tasks", order=10
    )


@hooks.register("register_admin_menu_item")
def credentials_entry() -> MenuItem:
    """Beside the queue, for the federation and the agency."""
    return CredentialsMenuItem(
        _("Certificats"),
        reverse("curation_credentials"),
        name="credentials",
        icon_name="clipboard-list",
        order=11,
    )


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("", include("cms.curation.urls"))]


@hooks.register("review_delay")
def review_delay() -> int:
    """The delay that the federation promises, in working days."""
    return int(ReviewSettings.load().delay)


@hooks.register("insert_global_admin_css")
def admin_style() -> SafeString:
    """Wasl's colours in the admin, and the style of the review's pages."""
    return format_html('<link rel="stylesheet" href="{}">', static("curation/curation.css"))


@hooks.register("credential_actions")
def credential_actions(request: HttpRequest, credential: Credential) -> SafeString:
    """A way to the verification of a credential, in the edit form of its operator."""
    if not request.user.has_perm(VERIFY):
        return SafeString("")
    context = {"credential": credential, "next": request.path}
    return render_to_string("curation/_verify_link.html", context, request)


class CredentialFormatter(LogFormatter):
    """An act on a credential, which the history names."""

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("credential", {}).get("title", ""))


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Our own acts, as the history shows them."""

    @actions.register_action("wasl.credential.verified")
    class CredentialVerified(CredentialFormatter):
        label = _("Vérifier un certificat")
        message = _("Certificat vérifié")

    @actions.register_action("wasl.credential.unverified")
    class CredentialUnverified(CredentialFormatter):
        label = _("Retirer une vérification")
        message = _("Vérification retirée")


@hooks.register("before_delete_snippet")
def keep_codes_in_use(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """A code that profiles hold is not deleted; whoever wanted to is told how to retire it."""
    for term in instances:
        uses = count_uses(term) if isinstance(term, Term) else 0
        if uses:
            messages.error(request, in_use(term, uses))
            meta = term._meta
            name = f"wagtailsnippets_{meta.app_label}_{meta.model_name}:edit"
            return redirect(reverse(name, args=[term.pk]))
    return None


def in_use(term: Term, uses: int) -> str:
    """Why the code stays."""
    return ngettext(
        "« %(label)s » est employé dans %(uses)d fiche : cochez « retiré » plutôt que de "
        "l'effacer.",
        "« %(label)s » est employé dans %(uses)d fiches : cochez « retiré » plutôt que de "
        "l'effacer.",
        uses,
    ) % {"label": term.label, "uses": uses}
