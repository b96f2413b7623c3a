from django.urls import path

from matching.introductions.views import answers, asks, blocks, lists

app_name = "introductions"
urlpatterns = [
    path("", lists.introduction_list, name="introduction-list"),
    path("ask/", asks.introduction_ask, name="introduction-ask"),
    path("<int:pk>/", lists.introduction_show, name="introduction-show"),
    path("<int:pk>/accept/", answers.introduction_accept, name="introduction-accept"),
    path("<int:pk>/decline/", answers.introduction_decline, name="introduction-decline"),
    path("<int:pk>/withdraw/", answers.introduction_withdraw, name="introduction-withdraw"),
    path("blocks/", blocks.block_list, name="block-list"),
    path("<int:pk>/block/", blocks.block_create, name="block-create"),
    path("blocks/<int:pk>/lift/", blocks.block_lift, name="block-lift"),
]
