from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile_edit, name="profile-edit"),
    path("sessions/<int:pk>/end/", views.session_end, name="session-end"),
    path("data/", views.data_show, name="data-show"),
    path("data/export/", views.data_export, name="data-export"),
    path("data/close/", views.account_close, name="account-close"),
]
