from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "cms.curation"
    verbose_name = _("Curation")

    def ready(self) -> None:
        from cms.curation import events, receivers
        from cms.curation.roles import set_up_after_migrate

        post_migrate.connect(set_up_after_migrate, sender=self, dispatch_uid="set_up_roles")
        events.register()
        receivers.connect()
