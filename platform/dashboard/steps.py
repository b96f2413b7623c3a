"""The one next thing worth doing: an answer that somebody waits for, then one's own profile."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.operators.completeness import Completeness
from cms.operators.models import Operator
from cms.publishing.services import ReviewState
from matching.introductions.models import Introduction

# Below this share, completing a published profile brings more than publishing a request.
FULL_ENOUGH = 70


@dataclass(frozen=True)
class NextStep:
    """What to do, why, and where."""

    label: str | Promise
    reason: str | Promise
    url: str


def next_step(
    operator: Operator, *, review: ReviewState, measure: Completeness, opportunities: int
) -> NextStep | None:
    """The best next action of someone who may write; None while all is in others' hands."""
    return answer_due(operator) or profile_step(
        operator, review=review, measure=measure, opportunities=opportunities
    )


def answer_due(operator: Operator) -> NextStep | None:
    """The oldest introduction that waits for this operator's answer: somebody waits for it."""
    asked = Introduction.objects.open().filter(receiver=operator).select_related("asker")
    oldest = asked.order_by("pk").first()
    if oldest is None:
        return None
    reason = gettext("%(operator)s attend votre réponse.") % {"operator": oldest.asker.local_name}
    url = reverse("introductions:introduction-show", args=[oldest.pk])
    return NextStep(_("Répondre à la demande"), reason, url)


def profile_step(
    operator: Operator, *, review: ReviewState, measure: Completeness, opportunities: int
) -> NextStep | None:
    """What the state of profile and opportunities asks for next."""
    review_url = reverse("operators:operator-review", args=[operator.slug])
    reason: str | Promise
    if review.status == "rejected":
        reason = _("La fédération a renvoyé votre profil avec un motif.")
        return NextStep(_("Corriger le profil"), reason, _edit_url(operator, measure))
    if review.status in ("draft", "live_with_draft"):
        return _finish_draft(operator, review, measure, review_url)
    if review.status == "live" and measure.share < FULL_ENOUGH:
        reason = measure.missing[0].text
        return NextStep(_("Compléter le profil"), reason, _edit_url(operator, measure))
    if not opportunities:
        reason = _("Une demande ou une offre publiée amène des partenaires qui y répondent.")
        url = reverse("opportunities:opportunity-create", args=[operator.slug])
        return NextStep(_("Publier une opportunité"), reason, url)
    return None


def _finish_draft(
    operator: Operator, review: ReviewState, measure: Completeness, review_url: str
) -> NextStep:
    reason: str | Promise
    if not measure.is_ready:
        reason = measure.blocking[0].text
        return NextStep(_("Continuer le profil"), reason, _edit_url(operator, measure))
    if review.status == "draft" and measure.share < FULL_ENOUGH:
        reason = measure.missing[0].text
        return NextStep(_("Continuer le profil"), reason, _edit_url(operator, measure))
    reason = _("Votre brouillon est prêt : la fédération le relit avant qu'il ne paraisse.")
    return NextStep(_("Envoyer le profil"), reason, review_url)


def _edit_url(operator: Operator, measure: Completeness) -> str:
    lacking = measure.blocking or measure.missing
    step = lacking[0].step if lacking else "identity"
    return reverse("operators:operator-edit", args=[operator.slug, step])
