from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalkConfig(AppConfig):
    name = "matching.talk"
    verbose_name = _("Conversations")

    def ready(self) -> None:
        from matching.talk import events, personal_data, receivers

        events.register_events()
        receivers.connect()
        personal_data.register_personal_data()
