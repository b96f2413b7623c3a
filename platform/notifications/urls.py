from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notification_list, name="notification-list"),
    path("<int:pk>/", views.notification_open, name="notification-open"),
    path("read/", views.notification_read_all, name="notification-read-all"),
    path("preferences/", views.preferences_edit, name="preferences-edit"),
    path("stop/<str:token>/", views.mail_stop, name="mail-stop"),
]
