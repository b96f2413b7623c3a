"""Every mail of an account, in the language of its reader."""

from datetime import UTC, datetime
from pathlib import Path
from smtplib import SMTPException

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from accounts.adapter import AccountAdapter, language_of
from accounts.mail import compose_mail
from accounts.services import create_person
from accounts.tasks import deliver_mail
from config.env import BASE_DIR
from tests.factories import UserFactory

TEMPLATES = BASE_DIR / "platform" / "accounts" / "templates"
PREFIXES = sorted(
    path.relative_to(TEMPLATES).as_posix().removesuffix("_subject.txt")
    for path in TEMPLATES.rglob("email/*_subject.txt")
)
# What allauth sends with the settings of Wasl: no codes by mail, no phones, no social accounts.
UNUSED = {
    "account/email/login_code",
    "account/email/password_reset_code",
    "account/email/password_reset",
}
FRENCH = {
    "account/email/email_confirmation": "Confirmez votre adresse e-mail",
    "mfa/email/totp_activated": "Double authentification activée",
}


ACTS = {
    "account/email/account_already_exists": ("/fr/b/", "Choisir un nouveau mot de passe"),
    "account/email/email_confirmation": ("/fr/a/", "Confirmer mon adresse"),
    "account/email/email_confirmation_signup": ("/fr/a/", "Confirmer mon adresse"),
    "account/email/password_reset_key": ("/fr/b/", "Choisir un nouveau mot de passe"),
    "account/email/unknown_account": ("/fr/c/", "Créer un compte"),
    "mfa/email/totp_activated": ("/fr/accounts/password/change/", "Changer de mot de passe"),
}


def written(prefix: str, language: str) -> mail.EmailMultiAlternatives:
    context = {
        "user": UserFactory.build(first_name="Nadia <b>", last_name="El Fassi"),
        "email": "nadia@atlas.example",
        "activate_url": "http://testserver/fr/a/",
        "password_reset_url": "http://testserver/fr/b/",
        "signup_url": "http://testserver/fr/c/",
        "timestamp": timezone.now(),
        "ip": "192.0.2.1",
        "user_agent": "Firefox",
        "from_email": "a@atlas.example",
        "to_email": "b@atlas.example",
        "deleted_email": "c@atlas.example",
    }
    return compose_mail(prefix, to="nadia@atlas.example", language=language, context=context)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_mail_is_whole_and_different_in_each_language(prefix: str) -> None:
    mails = {language: written(prefix, language) for language in ("fr", "en", "ar")}
    assert len({m.subject for m in mails.values()}) == 3
    assert len({str(m.body).partition("--")[0] for m in mails.values()}) == 3
    for language, sent in mails.items():
        html = str(sent.alternatives[0][0])
        direction = "rtl" if language == "ar" else "ltr"
        assert f'<html lang="{language}" dir="{direction}">' in html
        assert f"http://testserver/{language}/" in html
        assert "<b>" not in html
        assert str(sent.body).count("http://testserver/") >= 1


@pytest.mark.parametrize(("prefix", "act"), ACTS.items())
def test_button_of_a_mail_says_what_it_does(prefix: str, act: tuple[str, str]) -> None:
    address, words = f"http://testserver{act[0]}", act[1]
    sent = written(prefix, "fr")

    assert f'<a href="{address}">{words}</a>' in str(sent.alternatives[0][0])
    assert f":\n\n{address}\n" in str(sent.body)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_mail_has_one_button(prefix: str) -> None:
    html = str(written(prefix, "ar").alternatives[0][0])
    assert html.count('class="act"') == 1


@pytest.mark.parametrize(("prefix", "subject"), FRENCH.items())
def test_mail_subject_in_french(prefix: str, subject: str) -> None:
    with override("ar"):
        assert written(prefix, "fr").subject == subject


def test_mail_of_a_change_names_the_device_in_words() -> None:
    context = {
        "timestamp": datetime(2026, 11, 28, 19, 42, tzinfo=UTC),
        "ip": "192.0.2.1",
        "user_agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/130.0.0.0 Safari/537.36",
    }
    sent = compose_mail(
        "mfa/email/totp_activated", to="a@b.example", language="en", context=context
    )
    said = "Done on 28/11/2026 19:42, from the IP address 192.0.2.1, with Chrome, Linux."
    assert said in str(sent.body)


def test_every_mail_of_the_library_that_can_be_sent_is_in_our_words() -> None:
    import allauth

    theirs = Path(allauth.__file__).parent / "templates"
    sent = {
        path.relative_to(theirs).as_posix().removesuffix("_subject.txt")
        for app in ("account", "mfa")
        for path in (theirs / app / "email").glob("*_subject.txt")
    }
    assert sent - UNUSED - set(PREFIXES) == set()


@pytest.mark.django_db
def test_language_of_a_mail_is_that_of_the_person_else_of_the_page() -> None:
    create_person("karim@atlas.example", language="ar")
    with override("en"):
        assert language_of("KARIM@atlas.example", None) == "ar"
        assert language_of("personne@atlas.example", None) == "en"


def test_adapter_is_ours() -> None:
    from allauth.account.adapter import get_adapter

    assert type(get_adapter()) is AccountAdapter


def test_delivery_that_fails_says_so_and_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> int:
        raise SMTPException

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    result = deliver_mail.enqueue("a@b.example", "s", "t", "<p>t</p>", {})
    assert result.return_value is False
