from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class TaxonomiesConfig(AppConfig):
    name = "cms.taxonomies"
    verbose_name = _("Nomenclatures")

    def ready(self) -> None:
        from cms.taxonomies.loading import load_after_migrate
        from cms.taxonomies.panels import register_codes_field

        register_codes_field()
        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="load_terms")
