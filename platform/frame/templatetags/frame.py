"""Tags of the shared frame: navigation, languages, theme, icons, avatars."""

import re
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import format_timedelta
from django import template
from django.conf import settings
from django.template import Context
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from lucide.templatetags.lucide import lucide
from wagtail import hooks

from frame.devices import device_words
from frame.enumerating import comma, enumerated
from frame.languages import reader_language
from frame.navigation import NavItem, current_url, navigation
from frame.views import THEME_COOKIE, THEMES

register = template.Library()
register.filter("device_words", device_words)
register.filter("enumerated", enumerated)
register.simple_tag(comma)

# Icons that point along the line of reading: mirrored where the page is (`.flip` in the sheet).
DIRECTIONAL = re.compile(r"arrow-(left|right)|chevrons?-(left|right)|log-(in|out)|send|undo|reply")
LEGAL_FORMS = frozenset(
    [
        "sarl",
        "sarlau",
        "sa",
        "sas",
        "sasu",
        "gmbh",
        "ltd",
        "llc",
        "inc",
        "spa",
        "srl",
        "bv",
        "ag",
        "plc",
        "co",
    ]
)
ARABIC = re.compile(r"[\u0600-\u06ff]")
ARABIC_LETTER = re.compile(r"(?=[^\W\d_])[\u0600-\u06ff]")
A_MOMENT = timedelta(minutes=1)
SAMPLE = 200
"""The characters of a text that its script is read from."""


@dataclass(frozen=True)
class LanguageLink:
    """The page being read, in another language. `url` is a path, `absolute` has the host."""

    code: str
    name: str
    url: str
    is_current: bool

    @property
    def absolute(self) -> str:
        return absolute_url(self.url)


@register.simple_tag(takes_context=True)
def nav_items(context: Context, place: str) -> list[tuple[NavItem, bool]]:
    """The entries of a place, each with whether it is the page's own section."""
    request = context.get("request")
    if request is None:
        return []
    items = [item for item in navigation(request) if place in item.places]
    current = current_url(items, request.path)
    return [(item, item.url == current) for item in items]


@register.simple_tag(takes_context=True)
def frame_scripts(context: Context) -> list[str]:
    """Static paths of the modules that apps run on every page (hook `frame_scripts`)."""
    request = context.get("request")
    if request is None:
        return []
    return [path for hook in hooks.get_hooks("frame_scripts") for path in hook(request)]


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """ "light" or "dark" as the reader chose, "" to follow the device."""
    request = context.get("request")
    chosen = request.COOKIES.get(THEME_COOKIE, "") if request else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in every language.

    A view whose addresses differ by language (a Wagtail page with its own slugs) puts
    `alternates`, a mapping of language code to path, in the context.
    """
    request = context.get("request")
    known: Mapping[str, str] = context.get("alternates") or {}
    here = request.get_full_path() if request else "/"
    return [
        LanguageLink(
            code, name, known.get(code) or address_in(here, code), code == reader_language()
        )
        for code, name in settings.LANGUAGES
    ]


def address_in(address: str, code: str) -> str:
    """`address` in another language; that language's home where the address leads nowhere."""
    translated = translate_url(address, code)
    return translated if translated.startswith(f"/{code}/") else f"/{code}/"


@register.simple_tag
def absolute_url(path: str) -> str:
    """`path` with the site's own scheme and host, query string left out."""
    return settings.SITE_URL.rstrip("/") + path.partition("?")[0]


@register.simple_tag
def icon(name: str, size: int = 20, classes: str = "") -> SafeString:
    """A Lucide icon hidden from screen readers: the words beside it speak."""
    return drawn_icon(str(name), size, str(classes))


@lru_cache(maxsize=512)
def drawn_icon(name: str, size: int, classes: str) -> SafeString:
    """The icon's markup; drawn once, since lists repeat the same few hundreds of times."""
    words = f"{classes} flip" if DIRECTIONAL.match(name) else classes
    attributes: dict[str, Any] = {"class": words.strip()} if words.strip() else {}
    return mark_safe(lucide(name, size=size, aria_hidden="true", focusable="false", **attributes))


@register.simple_tag
def avatar(name: str, classes: str = "") -> SafeString:
    """A square with the initials of `name`; its colour follows the name (avatar-1 to avatar-6)."""
    colour = zlib.crc32(str(name).encode()) % 6 + 1
    template_ = '<span class="avatar avatar-{} {}" aria-hidden="true">{}</span>'
    return format_html(template_, colour, classes, initials(str(name)))


@register.simple_tag
def lang_of(text: object, language: str = "") -> SafeString:
    """The attributes of an element that holds what somebody wrote: `<bdi{% lang_of text code %}>`.

    The direction is the text's own. The language is said where it is not the page's (WCAG 3.1.2):
    `language`, or where that is not known Arabic for Arabic letters; Latin ones could be any.
    """
    spoken = language or ("ar" if is_arabic(str(text)[:SAMPLE]) else "")
    if not spoken or spoken == reader_language():
        return mark_safe(' dir="auto"')
    return format_html(' lang="{}" dir="auto"', spoken)


def is_arabic(text: str) -> bool:
    """Whether most letters of a text are Arabic."""
    return 2 * len(ARABIC_LETTER.findall(text)) > sum(map(str.isalpha, text))


@register.filter
def ago(moment: datetime) -> str:
    """How long since `moment`, in the language in use: Babel knows the Arabic dual and plurals."""
    since = timezone.now() - moment
    if since < A_MOMENT:
        return gettext("à l'instant")
    return format_timedelta(-since, add_direction=True, locale=reader_language())


@register.filter
def lasting(moment: datetime) -> str:
    """How long something has gone on since `moment`, in the language in use."""
    since = timezone.now() - moment
    if since < A_MOMENT:
        return gettext("moins d'une minute")
    return format_timedelta(since, locale=reader_language())


@register.filter
def initials(name: str) -> str:
    """Two letters for a name in Latin letters, one for Arabic, whose letters would join up."""
    words = [word for word in re.findall(r"\w+", name) if word.lower() not in LEGAL_FORMS]
    if not words:
        return "?"
    if ARABIC.search(words[0]):
        return words[0].removeprefix("ال")[:1] or words[0][:1]
    letters = "".join(word[0] for word in words[:2]).upper()
    return unicodedata.normalize("NFC", letters)
