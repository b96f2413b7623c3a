from django.urls import path

from frame import views

app_name = "frame"
urlpatterns = [path("theme/", views.theme_set, name="theme-set")]
