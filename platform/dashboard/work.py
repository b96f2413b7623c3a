"""What waits for the people of the federation, the agency and the institutions."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cms.curation.credentials import unverified
from cms.curation.models import VIEW_QUEUE
from cms.curation.queue import waiting_reviews
from cms.curation.verification import VERIFY
from frame.navigation import NavItem


def work_of(user: User) -> list[NavItem]:
    """The lists that a person may read in the admin, with how much waits in each."""
    if not user.enters_admin:
        return []
    work = []
    if user.has_perm(VIEW_QUEUE):
        waiting, url = waiting_reviews().count(), reverse("curation_queue")
        work.append(NavItem(_("À revoir"), url, icon="list-checks", count=waiting))
    if user.has_perm(VERIFY):
        waiting, url = len(unverified()), reverse("curation_credentials")
        work.append(NavItem(_("Certificats à vérifier"), url, icon="badge-check", count=waiting))
    return work
