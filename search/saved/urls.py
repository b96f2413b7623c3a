from django.urls import path

from search.saved import views

app_name = "saved"
urlpatterns = [
    path("", views.search_list, name="search-list"),
    path("new/", views.search_create, name="search-create"),
    path("<int:pk>/", views.search_edit, name="search-edit"),
    path("<int:pk>/delete/", views.search_delete, name="search-delete"),
]
