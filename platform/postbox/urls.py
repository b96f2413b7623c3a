from django.urls import path

from postbox import views

app_name = "postbox"
urlpatterns = [
    path("", views.letter_list, name="letter-list"),
    path("<slug:key>/", views.letter_show, name="letter-show"),
    path("<slug:key>/html/", views.letter_html, name="letter-html"),
]
