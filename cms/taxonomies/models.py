"""The code lists of the field, with labels in three languages.

Profiles store codes, never keys of these rows (see docs/decisions), so a label can be mended
without touching a profile and a profile can be read without a join.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.taxonomies.atomic import AtomicSaveModel
from frame.languages import reader_language

LANGUAGES = ("fr", "en", "ar")


def label_fields(language: str | None) -> list[str]:
    """Where a label is looked for: in `language` (the active one by default), then the others."""
    spoken = language or reader_language()
    return [f"label_{code}" for code in sorted(LANGUAGES, key=lambda code: code != spoken)]


class TermQuerySet(models.QuerySet["Term"]):
    """Reads of a code list."""

    def offered(self) -> "TermQuerySet":
        """The terms that a new profile may use; a retired one stays readable where it stands."""
        return self.filter(is_retired=False)

    def labels(self, language: str | None = None) -> dict[str, str]:
        """Every code with its label in `language` (the active one by default), as `label_in` says.

        Read without making the terms, as a page asks for some hundreds.
        """
        rows = self.values_list("code", *label_fields(language))
        return {code: next(filter(None, found), code) for code, *found in rows}


class Term(AtomicSaveModel):
    """A code with its label in French, English and Arabic."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    label_fr = models.CharField(_("libellé français"), max_length=500, blank=True)
    label_en = models.CharField(_("libellé anglais"), max_length=500, blank=True)
    label_ar = models.CharField(_("libellé arabe"), max_length=500, blank=True)
    position = models.PositiveIntegerField(_("rang"), default=0)
    is_retired = models.BooleanField(_("retiré"), default=False)

    objects: Any = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the active language."""
        return self.label_in()

    def label_in(self, language: str | None = None) -> str:
        """The label in `language`, else in another one that has it, else the code."""
        found = (getattr(self, field) for field in label_fields(language))
        return next(filter(None, found), self.code)

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels, as the search index reads them."""
        return tuple(filter(None, (self.label_fr, self.label_en, self.label_ar)))


class Process(Term):
    """What an operator can do: injection moulding, EtO sterilisation, ..."""

    group = models.CharField(_("famille"), max_length=40, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("procédé")
        verbose_name_plural = _("procédés")


class CooperationMode(Term):
    """How two operators can work together: licence, subcontracting, distribution, ..."""

    class Meta(Term.Meta):
        verbose_name = _("mode de coopération")
        verbose_name_plural = _("modes de coopération")


class Standard(Term):
    """What a credential certifies: a standard, a regulation's certificate, a registration."""

    kind = models.CharField(_("nature"), max_length=40, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("référentiel")
        verbose_name_plural = _("référentiels")


class DeviceCategoryQuerySet(TermQuerySet):
    """Reads of the device nomenclature."""

    def under(self, codes: Iterable[str]) -> "DeviceCategoryQuerySet":
        """The nodes of `codes` and all below them."""
        match = models.Q(pk__in=[])
        for code in codes:
            match |= models.Q(code__startswith=code)
        return self.filter(match)


class DeviceCategory(Term):
    """A node of the European Medical Device Nomenclature (EMDN, European Commission).

    A code holds its whole branch: A, A01, A0101, ... (a letter, then two digits a level).
    """

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    level = models.PositiveSmallIntegerField(_("niveau"))
    is_terminal = models.BooleanField(_("terminal"), default=False)

    objects: Any = DeviceCategoryQuerySet.as_manager()

    class Meta(Term.Meta):
        ordering = ["code"]
        verbose_name = _("catégorie de dispositifs")
        verbose_name_plural = _("catégories de dispositifs")


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Reads of the thesaurus."""

    def in_use(self) -> "ConceptQuerySet":
        """The concepts that search applies."""
        return self.filter(is_retired=False)


class Concept(AtomicSaveModel):
    """A thing of the field with all its names: search finds each under any of them.

    Terms stand one a line. `categories` are codes of the branches that a maker of it belongs to.
    """

    code = models.SlugField(_("identifiant"), max_length=60, unique=True)
    terms_fr = models.TextField(_("termes français"), blank=True)
    terms_en = models.TextField(_("termes anglais"), blank=True)
    terms_ar = models.TextField(_("termes arabes"), blank=True)
    abbreviations = models.TextField(_("abréviations"), blank=True)
    categories = models.JSONField(_("codes EMDN"), default=list, blank=True)
    is_retired = models.BooleanField(_("retiré"), default=False)

    objects: Any = ConceptQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("concept du thésaurus")
        verbose_name_plural = _("thésaurus")

    def __str__(self) -> str:
        return next((text for text, _language in self.terms), self.code)

    @property
    def terms(self) -> tuple[tuple[str, str], ...]:
        """Every term with its language, "" for abbreviations."""
        written = (
            ("fr", self.terms_fr),
            ("en", self.terms_en),
            ("ar", self.terms_ar),
            ("", self.abbreviations),
        )
        return tuple(
            (line.strip(), language)
            for language, lines in written
            for line in lines.splitlines()
            if line.strip()
        )
