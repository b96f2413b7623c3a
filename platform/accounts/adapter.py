"""What Wasl does its own way at allauth's door: mails, and the language after sign-in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from accounts.languages import remember_language, site_url_in, url_in
from accounts.mail import send_mail
from accounts.models import User
from frame.languages import reader_language

ADDRESSES = ("activate_url", "password_reset_url", "signup_url")


class AccountAdapter(DefaultAccountAdapter):
    """Called by allauth; set as ACCOUNT_ADAPTER."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write to a person in their own language, by a task: the page does not wait for it.

        An address that nobody has is written to in the language of the page.
        """
        language = language_of(email, context.get("user"))
        addresses = {k: site_url_in(context[k], language) for k in ADDRESSES if k in context}
        send_mail(
            template_prefix,
            to=email,
            language=language,
            context={"email": email, **context, **addresses},
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner; hash a password as a new account would, so that time tells nothing."""
        make_password(email)
        super().send_account_already_exists_mail(email)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go on in the person's own language, whatever that of the sign-in page was."""
        with override(user.language):
            response = super().post_login(request, user, **kwargs)
        if response.has_header("Location"):
            response["Location"] = url_in(response["Location"], user.language)
        remember_language(response, user.language, request)
        return response


def language_of(email: str, user: User | None) -> str:
    """The language of the person, found by the address where allauth does not say who it is."""
    if user is None:
        known = EmailAddress.objects.filter(email__iexact=email).select_related("user")
        address = known.order_by("-verified").first()
        user = address.user if address else User.objects.filter(email__iexact=email).first()
    return user.language if user else reader_language()
