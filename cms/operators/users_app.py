"""Wagtail's app of people and groups, with our listing of people."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleAppConfig(WagtailUsersAppConfig):
    user_viewset = "cms.operators.people.PeopleViewSet"
