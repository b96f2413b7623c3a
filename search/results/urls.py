from django.urls import path

from search.results import views

app_name = "results"
urlpatterns = [
    path("", views.search_show, name="search-show"),
    path("complete/", views.search_complete, name="search-complete"),
]
