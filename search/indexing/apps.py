from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndexingConfig(AppConfig):
    name = "search.indexing"
    verbose_name = _("Indexation")

    def ready(self) -> None:
        from search.indexing import receivers, thesaurus

        receivers.connect()
        thesaurus.connect()
