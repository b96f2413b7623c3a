"""The steps made of rows: capabilities and credentials, each with any number of them."""

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import childformset_factory

from cms.operators.categories import CategoryLine, category_lines
from cms.operators.forms.categories import categories_field
from cms.operators.models import Capability, Credential, Operator, private_storage
from cms.operators.models.credentials import evidence_path
from cms.taxonomies import lists
from cms.taxonomies.child_forms import DraftChildFormSet
from cms.taxonomies.choices import DeviceClass, Scale
from cms.taxonomies.fields import CodesFormField

MOST_ROWS = 60


def term_field(
    vocabulary: str, *, label: Any, blank: Any, help_text: Any = ""
) -> forms.ChoiceField:
    """One code of a list; a retired one stays valid where it stands (see `RowFormSet`)."""
    field = forms.ChoiceField(label=label, help_text=help_text, error_messages={"required": blank})
    field.vocabulary, field.blank = vocabulary, blank  # type: ignore[attr-defined]
    return field


class CapabilityForm(forms.ModelForm):
    """One thing that an operator can do."""

    process = term_field("processes", label=_("Procédé"), blank=_("Choisissez un procédé"))
    categories = categories_field(Capability)
    classes = CodesFormField(
        vocabulary="classes",
        label=_("Classes de dispositifs"),
        choices=DeviceClass.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scale = forms.ChoiceField(
        label=_("Échelle"), choices=[("", _("Non précisée")), *Scale.choices], required=False
    )

    class Meta:
        model = Capability
        fields = ("process", "categories", "classes", "scale", "capacity_per_year", "unit", "note")
        labels = {
            "capacity_per_year": _("Capacité par an"),
            "unit": _("Unité"),
            "note": _("Précision"),
        }
        help_texts = {
            "capacity_per_year": _("Visible des membres de Wasl seulement."),
            "unit": _("Pièces, lots, tonnes…"),
        }
        widgets = {
            "unit": forms.TextInput({"dir": "auto"}),
            "note": forms.TextInput({"dir": "auto"}),
        }


class CredentialForm(forms.ModelForm):
    """One certificate; its file outlives a form that came back with an error elsewhere."""

    standard = term_field(
        "standards",
        label=_("Référentiel"),
        blank=_("Choisissez un référentiel"),
        help_text=_("Norme, certificat ou enregistrement."),
    )
    categories = categories_field(Credential)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Credential
        fields = (
            "standard",
            "number",
            "scope",
            "issuer",
            "valid_from",
            "valid_to",
            "categories",
            "evidence",
        )
        labels = {
            "number": _("Numéro"),
            "scope": _("Domaine couvert"),
            "issuer": _("Organisme"),
            "valid_from": _("Valable du"),
            "valid_to": _("Au"),
            "evidence": _("Justificatif"),
        }
        help_texts = {"number": _("Visible des membres de Wasl seulement.")}
        widgets = {
            "number": forms.TextInput({"dir": "ltr"}),
            "scope": forms.TextInput({"dir": "auto"}),
            "issuer": forms.TextInput({"dir": "auto"}),
            "valid_from": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "valid_to": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("La fin de validité vient avant le début."))
        if not isinstance(data.get("evidence"), UploadedFile) and (kept := self.kept_file):
            data["evidence"] = kept["path"]
        return data

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.kept_file and self.instance.evidence.name == self.kept_file["path"]:
            self.instance.evidence_name = self.kept_file["name"]

    @property
    def kept_file(self) -> dict[str, Any] | None:
        """The file stored when this form last came back, by the signed text that it carries."""
        try:
            kept = signing.loads(str(self["kept"].value() or ""), salt="evidence", max_age=86400)
        except signing.BadSignature:
            return None
        return kept if kept["operator"] == self.instance.operator_id else None

    def keep_file(self) -> None:
        """Store a good file of a form that goes back, so that it need not be chosen again."""
        upload = getattr(self, "cleaned_data", {}).get("evidence")
        if not isinstance(upload, UploadedFile) or self.has_error("evidence"):
            return
        path = private_storage().save(evidence_path(self.instance, upload.name or ""), upload)
        kept = {
            "path": path,
            "name": self.instance.evidence_name,
            "operator": self.instance.operator_id,
        }
        data: Any = self.data
        self.data = data = data.copy()
        data[self.add_prefix("kept")] = signing.dumps(kept, salt="evidence")


class RowFormSet(DraftChildFormSet):
    """Rows with an offer of codes read once, and one empty row where there is none."""

    instance: Operator

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.instance.operator_id = self.instance.pk
        for field in form.fields.values():
            if vocabulary := getattr(field, "vocabulary", ""):
                if isinstance(field, CodesFormField):
                    continue
                field.choices = self._offer(vocabulary, field.blank, form)
        form.fields["categories"].widget.known = self._known_lines
        form.fields["DELETE"].label = _("Retirer à l'enregistrement")

    @cached_property
    def _known_lines(self) -> dict[str, CategoryLine]:
        """The categories of all rows of the draft, read at once."""
        return category_lines(code for row in self.get_queryset() for code in row.categories)

    def _offer(self, vocabulary: str, blank: Any, form: Any) -> list[tuple[str, Any]]:
        offers: dict[str, list[tuple[str, Any]]] = self.__dict__.setdefault("_offers", {})
        if vocabulary not in offers:
            offers[vocabulary] = [("", blank), *lists.choices(vocabulary)]
        held = getattr(form.instance, "process" if vocabulary == "processes" else "standard", "")
        known = {code for code, _label in offers[vocabulary]}
        retired = [(held, lists.label(vocabulary, held))] if held and held not in known else []
        return [*offers[vocabulary], *retired]

    def new_row(self, index: int) -> Any:
        """An empty row at `index`, to be added to the page, where its first field is typed in."""
        form = self.form(
            prefix=self.add_prefix(index), empty_permitted=True, use_required_attribute=False
        )
        self.add_fields(form, index)
        first = next(field for field in form.visible_fields())
        first.field.widget.attrs["autofocus"] = True
        return form

    def keep_files(self) -> None:
        """Store the good files of rows that go back to the person."""
        for form in self.forms:
            if hasattr(form, "keep_file"):
                form.keep_file()


def row_formset(form: type[forms.ModelForm], model: type) -> type[RowFormSet]:
    """The formset class of a step made of rows; numbers beyond MOST_ROWS are not even read."""
    made: type[RowFormSet] = childformset_factory(
        Operator,
        model,
        form=form,
        formset=RowFormSet,
        extra=0,
        can_delete=True,
        max_num=MOST_ROWS,
        validate_max=True,
    )
    made.absolute_max = MOST_ROWS + 1
    return made


CapabilityFormSet = row_formset(CapabilityForm, Capability)
CredentialFormSet = row_formset(CredentialForm, Credential)
