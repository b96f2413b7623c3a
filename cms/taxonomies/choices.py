"""Short closed lists that the code itself depends on; the open ones are models."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OperatorType(TextChoices):
    MANUFACTURER = "manufacturer", _("Fabricant")
    SUBCONTRACTOR = "subcontractor", _("Sous-traitant")
    LABORATORY = "laboratory", _("Laboratoire d'essais")
    STERILISATION_CENTRE = "sterilisation_centre", _("Centre de stérilisation")
    DISTRIBUTOR = "distributor", _("Distributeur")
    RESEARCH_CENTRE = "research_centre", _("Centre de recherche")
    TRAINING_CENTRE = "training_centre", _("Centre de formation")
    CONSULTANCY = "consultancy", _("Bureau de conseil")
    STARTUP = "startup", _("Jeune pousse")
    INSTITUTION = "institution", _("Institution")


class Scale(TextChoices):
    LAB = "lab", _("Laboratoire")
    PILOT = "pilot", _("Pilote")
    SERIES = "series", _("Série")
    MASS = "mass", _("Grande série")


class DeviceClass(TextChoices):
    """Classes of Regulations (EU) 2017/745 and 2017/746."""

    I = "I", _("Classe I")  # noqa: E741 - the class's own name.
    IS = "Is", _("Classe Is (stérile)")
    IM = "Im", _("Classe Im (mesurage)")
    IR = "Ir", _("Classe Ir (réutilisable)")
    IIA = "IIa", _("Classe IIa")
    IIB = "IIb", _("Classe IIb")
    III = "III", _("Classe III")
    IVD_A = "IVD-A", _("DIV classe A")
    IVD_B = "IVD-B", _("DIV classe B")
    IVD_C = "IVD-C", _("DIV classe C")
    IVD_D = "IVD-D", _("DIV classe D")


class CompanySize(TextChoices):
    """Sizes of Recommendation 2003/361/EC, by head count."""

    MICRO = "micro", _("Moins de 10 personnes")
    SMALL = "small", _("10 à 49 personnes")
    MEDIUM = "medium", _("50 à 249 personnes")
    LARGE = "large", _("250 personnes et plus")

    @classmethod
    def of(cls, employees: int | None) -> str:
        """The size of an operator with `employees` people; empty where that is not known."""
        if employees is None:
            return ""
        bounds = ((10, cls.MICRO), (50, cls.SMALL), (250, cls.MEDIUM))
        return next((size for bound, size in bounds if employees < bound), cls.LARGE).value


class Visibility(TextChoices):
    PUBLIC = "public", _("Tout le monde")
    MEMBERS = "members", _("Membres de Wasl")
    NAMED = "named", _("Opérateurs introduits")
