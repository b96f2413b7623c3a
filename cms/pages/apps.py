from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "cms.pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from cms.pages.trees import set_up_after_migrate

        post_migrate.connect(set_up_after_migrate, sender=self, dispatch_uid="set_up_pages")
