"""One tree of pages a language, set up after each migration.

A missing language, home page or text is created; one that nobody has saved in the admin since,
and so has no revision, is brought up to what is shipped now. Whatever the federation has written
stays.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.pages.models import EditorialPage, HomePage

CONTENT = Path(__file__).parent / "content"


def set_up_after_migrate(*, using: str, **signal: Any) -> None:
    """Receive post_migrate; an older state of the database, without our tables, is left alone."""
    tables = set(connections[using].introspection.table_names())
    needed = (HomePage, EditorialPage, Page, Site, Locale)
    if tables >= {model._meta.db_table for model in needed}:
        set_up_pages()


@cache
def shipped() -> dict[str, Any]:
    """The texts that Wasl comes with: of the home page, and of each page under it."""
    content: dict[str, Any] = json.loads((CONTENT / "pages.json").read_text("utf-8"))
    return content


@transaction.atomic
def set_up_pages() -> None:
    """Create what lacks of the languages, the site, the home pages and the texts."""
    ContentType.objects.clear_cache()
    homes: dict[str, HomePage] = {}
    for code, _name in settings.LANGUAGES:
        locale, _made = Locale.objects.get_or_create(language_code=code)
        homes[code] = home_page(locale, homes.get(settings.LANGUAGE_CODE))
    serve(homes[settings.LANGUAGE_CODE])
    for entry in shipped()["pages"]:
        set_up_text(entry, homes)


def root_page() -> Page:
    """The root of all pages; Wagtail's migration makes it, a flushed database lacks it."""
    root = Page.get_first_root_node()
    if root is None:
        locale, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
        root = Page.add_root(title="Root", slug="root", locale=locale)
    return root


def home_page(locale: Locale, original: HomePage | None) -> HomePage:
    """The home page of a language, tied to the one of the default language."""
    words = shipped()["home"][locale.language_code]
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        bring_up(found, {"title": words["title"], "lead": words["lead"]})
        return found
    home = HomePage(
        title=words["title"],
        slug=f"home-{locale.language_code}",
        lead=words["lead"],
        locale=locale,
    )
    if original:
        home.translation_key = original.translation_key
    return add(root_page(), home)


def serve(home: HomePage) -> None:
    """Make `home` the start of the site, in place of Wagtail's welcome page."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(
            hostname="localhost", site_name="Wasl", is_default_site=True, root_page=home
        )
        return
    welcome = site.root_page
    if welcome.content_type == ContentType.objects.get_for_model(Page):
        site.root_page, site.site_name = home, "Wasl"
        site.save()
        if not welcome.is_root():
            welcome.delete()


def set_up_text(entry: dict[str, Any], homes: dict[str, HomePage]) -> None:
    """Create the page of one text in each language that lacks it."""
    original: Page | None = None
    for code, home in homes.items():
        parent = home
        if entry["parent"]:
            parent = EditorialPage.objects.filter(slug=entry["parent"], locale=home.locale).first()
        if parent is None:
            continue
        page = EditorialPage.objects.child_of(parent).filter(slug=entry["slug"]).first()
        if page is None:
            page = add(parent, new_text(entry, code, home.locale, original))
        else:
            bring_up(page, words_of(entry, code))
        original = original or page


def bring_up(page: HomePage | EditorialPage, words: dict[str, str]) -> None:
    """Give a page the words that are shipped now, unless staff have saved it in the admin."""
    if page.latest_revision_id or all(getattr(page, name) == words[name] for name in words):
        return
    for name, text in words.items():
        setattr(page, name, text)
    page.draft_title = page.title
    page.save()


def words_of(entry: dict[str, Any], code: str) -> dict[str, str]:
    """Title, summary and body of one text in one language."""
    body = (CONTENT / f"{entry['slug']}.{code}.html").read_text("utf-8")
    return {"title": entry[code]["title"], "summary": entry[code]["summary"], "body": body}


def new_text(
    entry: dict[str, Any], code: str, locale: Locale, original: Page | None
) -> EditorialPage:
    """The unsaved page of one text in one language."""
    page = EditorialPage(slug=entry["slug"], locale=locale, **words_of(entry, code))
    if original:
        page.translation_key = original.translation_key
    return page


def add(parent: Page, page: Any) -> Any:
    """Put a page under another, published."""
    # Treebeard counts the children in memory; another instance may have added some since.
    page.first_published_at = page.last_published_at = timezone.now()
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page
