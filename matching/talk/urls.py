from django.urls import path

from matching.talk.views import messages, pages

app_name = "talk"
urlpatterns = [
    path("", pages.conversation_list, name="conversation-list"),
    path("entries/", pages.entry_list, name="entry-list"),
    path("unread/", messages.unread_count, name="unread-count"),
    path("<int:pk>/", pages.conversation_show, name="conversation-show"),
    path("<int:pk>/messages/", messages.message_list, name="message-list"),
    path("<int:pk>/send/", messages.message_send, name="message-send"),
    path("<int:pk>/read/", messages.conversation_read, name="conversation-read"),
]
