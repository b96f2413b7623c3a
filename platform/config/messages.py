"""The interface's catalogs: French in the code, English and Arabic beside each app.

Babel extracts, updates, checks and compiles, so that no system gettext is needed.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.env import BASE_DIR
from config.spelling import slips

LANGUAGES = ("en", "ar")
METHODS = [("**.py", "python"), ("**.html", "enmerkar.extract:extract_django")]
METHODS += [("**.txt", "enmerkar.extract:extract_django")]
TRANSLATION = "django.utils.translation"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalog_roots() -> list[Path]:
    """The folders with a catalog of their own: every app, and platform/ for the shared frame."""
    tops = [BASE_DIR / top for top in ("platform", "cms", "search", "matching")]
    apps = {path.parent for top in tops for path in top.rglob("apps.py")}
    return sorted(apps | {BASE_DIR / "platform"})


def po_path(root: Path, language: str) -> Path:
    """Where the catalog of an app in a language lies."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalog(root: Path, language: str) -> Catalog:
    """The catalog as it is kept, or an empty one."""
    path = po_path(root, language)
    if not path.exists():
        return Catalog(locale=language)
    return read_po(BytesIO(path.read_bytes()), locale=language)


def is_own(root: Path) -> Callable[[str | Path], bool]:
    """A filter of folders that keeps a nested app's strings out of its parent's catalog."""
    others = {other for other in catalog_roots() if other != root and root in other.parents}

    def keep(folder: str | Path) -> bool:
        path = Path(folder)
        return path not in others and not path.name.startswith((".", "__pycache__"))

    return keep


def extract_template(root: Path) -> Catalog:
    """All strings that the code of an app asks to translate, without line numbers."""
    catalog = Catalog(project="Wasl")
    rows = extract_from_dir(
        str(root),
        METHODS,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        directory_filter=is_own(root),
    )
    for filename, _line, message, comments, context in rows:
        catalog.add(message, locations=[(filename, 0)], auto_comments=comments, context=context)
    return catalog


def update_catalog(root: Path, language: str) -> int:
    """Bring a catalog up to the code and return how many of its strings lack a translation."""
    catalog = read_catalog(root, language)
    catalog.update(extract_template(root), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = "", False
    path = po_path(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    write_po(buffer, catalog, width=100, no_location=True, omit_header=False, sort_output=True)
    path.write_bytes(strip_dates(buffer.getvalue()))
    return len(missing_in(catalog))


def strip_dates(text: bytes) -> bytes:
    """Leave out what changes at each run, so that a catalog changes only with its strings."""
    noise = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator')
    return b"\n".join(line for line in text.split(b"\n") if not line.startswith(noise))


def missing_in(catalog: Catalog) -> list[str]:
    """The strings of a catalog without a whole translation, or with a doubtful one."""
    return [
        str(message.id)
        for message in catalog
        if message.id and (message.fuzzy or not all(strings_of(message.string)))
    ]


def strings_of(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The forms of a translation: one, or one a plural."""
    return (string or "",) if isinstance(string, str | None) else tuple(string)


def unread_names(code: str) -> list[str]:
    """The names under which a module imports gettext and that the extraction does not know."""
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    names = [name for node in imports if node.module == TRANSLATION for name in node.names]
    return [one.asname for one in names if one.asname and one.asname not in KEYWORDS]


def faults() -> Iterator[str]:
    """Say every string that the code has and a catalog lacks, and every one only in a catalog.

    A string under a name that the extraction does not know would be in neither.
    """
    for root in catalog_roots():
        for path in filter(is_own(root), root.rglob("*.py")):
            for alias in unread_names(path.read_text()):
                yield f"{path.relative_to(BASE_DIR)}: not read for its strings: {alias}"
        wanted = keys_of(extract_template(root))
        for language in LANGUAGES:
            where = str(po_path(root, language).relative_to(BASE_DIR))
            yield from faults_of(where, read_catalog(root, language), wanted)
    for language in LANGUAGES:
        yield from rivals(catalogs_in(language), language)


def catalogs_in(language: str) -> dict[str, Catalog]:
    """Every catalog of a language, by the folder of its app."""
    roots = catalog_roots()
    return {str(root.relative_to(BASE_DIR)): read_catalog(root, language) for root in roots}


def faults_of(where: str, catalog: Catalog, wanted: set[tuple[str, str]]) -> Iterator[str]:
    """Say what is wrong in one catalog of an app whose code asks for the strings of `wanted`."""
    have = keys_of(catalog)
    yield from (f"{where}: not in the catalog: {said(key)}" for key in sorted(wanted - have))
    yield from (f"{where}: no longer in the code: {said(key)}" for key in sorted(have - wanted))
    yield from (f"{where}: not translated: {text}" for text in missing_in(catalog))
    yield from (f"{where}: {m.id!r}: {error}" for m, errors in catalog.check() for error in errors)
    yield from (f"{where}: {slip}" for slip in slips_of(catalog))


def slips_of(catalog: Catalog) -> Iterator[str]:
    """Say where the marks or the spelling of a translation, or of the French, slip."""
    language = str(catalog.locale_identifier)
    for message in filter(lambda message: message.id, catalog):
        texts = [(text, language) for text in strings_of(message.string)]
        if language == "en" and not is_library(message):
            texts += [(text, "fr") for text in strings_of(message.id)]
        for text, spoken in texts:
            yield from (f"{text!r}: {rule} ({spoken})" for rule in slips(text, spoken))


def is_library(message: Message) -> bool:
    """Whether the code's sentence is English: a library's, which differs in capitals at most."""
    written, code = " ".join(strings_of(message.string)), " ".join(strings_of(message.id))
    return written.casefold() == code.casefold()


def rivals(catalogs: Mapping[str, Catalog], language: str) -> Iterator[str]:
    """Say every string that two apps translate differently.

    Django makes one catalog of all: the first app listed would have its translation shown in
    the others too. Where the meaning differs, a context (`pgettext`) tells the strings apart.
    """
    known: dict[tuple[str, object], tuple[str, object]] = {}
    for name, catalog in catalogs.items():
        for message in filter(lambda message: message.id, catalog):
            key = (message.context or "", message.id)
            other, first = known.setdefault(key, (name, message.string))
            if first != message.string:
                yield (
                    f"{language}: {message.id!r} is {first!r} in {other} and "
                    f"{message.string!r} in {name}: choose one, or give one a context"
                )


def keys_of(catalog: Catalog) -> set[tuple[str, str]]:
    """The context ("" for none) and the singular of each string."""
    strings = (message for message in catalog if message.id)
    return {(m.context or "", m.id if isinstance(m.id, str) else m.id[0]) for m in strings}


def said(key: tuple[str, str]) -> str:
    """A string's key as a sentence names it."""
    context, text = key
    return f"{text!r} (context {context!r})" if context else repr(text)


def french_plurals(catalog: Catalog) -> Catalog:
    """A French catalog of the plurals alone: without it, zero would read as a plural.

    A library's sentence, the same in the English catalog as in the code, is not French.
    """
    french = Catalog(locale="fr")
    for message in catalog:
        if isinstance(message.id, tuple) and message.id != tuple(message.string or ()):
            french.add(message.id, message.id, context=message.context)
    return french


def compile_catalog(root: Path, language: str, catalog: Catalog) -> None:
    """Write the .mo of one catalog."""
    target = po_path(root, language).with_suffix(".mo")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalog)


def compile_catalogs() -> int:
    """Compile every catalog and return how many apps have one."""
    roots = [root for root in catalog_roots() if po_path(root, "en").exists()]
    for root in roots:
        for language in LANGUAGES:
            compile_catalog(root, language, read_catalog(root, language))
        compile_catalog(root, "fr", french_plurals(read_catalog(root, "en")))
    return len(roots)
