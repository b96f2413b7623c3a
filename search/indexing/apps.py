from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IndexingConfig(AppConfig):
    name = "search.indexing"
    verbose_name = _("Indexation")

    def ready(self) -> None:
        from search.indexing import receivers, thesaurus
        from search.indexing.roles import set_up_after_migrate

        post_migrate.connect(set_up_after_migrate, sender=self, dispatch_uid="indexing.roles")
        receivers.connect()
        thesaurus.connect()
