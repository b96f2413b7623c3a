from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedConfig(AppConfig):
    name = "search.saved"
    verbose_name = _("Recherches enregistrées")

    def ready(self) -> None:
        from search.indexing.signals import documents_indexed
        from search.saved import events, personal_data, receivers

        events.register_events()
        personal_data.register_personal_data()
        documents_indexed.connect(receivers.keep_changed, dispatch_uid="saved.keep_changed")
