from django.urls import path

from cms.operators.views import create, editor, invitations, members, show

app_name = "operators"
# The fixed words come first; no operator gets one of them as its address (names.RESERVED).
urlpatterns = [
    path("new/", create.operator_create, name="operator-create"),
    path("categories/", create.category_list, name="category-list"),
    path("invitations/<uuid:token>/", invitations.invitation_show, name="invitation-show"),
    path(
        "invitations/<uuid:token>/accept/",
        invitations.invitation_accept,
        name="invitation-accept",
    ),
    path("<str:slug>/", show.operator_show, name="operator-show"),
    path("<str:slug>/preview/", show.operator_preview, name="operator-preview"),
    path("<str:slug>/evidence/<str:key>/", show.evidence_show, name="evidence-show"),
    path("<str:slug>/choose/", create.operator_choose, name="operator-choose"),
    path("<str:slug>/edit/<slug:step>/", editor.operator_edit, name="operator-edit"),
    path("<str:slug>/edit/<slug:step>/row/", editor.row_add, name="row-add"),
    path("<str:slug>/review/", editor.operator_review, name="operator-review"),
    path("<str:slug>/submit/", editor.operator_submit, name="operator-submit"),
    path("<str:slug>/withdraw/", editor.operator_withdraw, name="operator-withdraw"),
    path("<str:slug>/members/", members.member_list, name="member-list"),
    path("<str:slug>/members/invite/", members.member_invite, name="member-invite"),
    path("<str:slug>/members/leave/", members.member_leave, name="member-leave"),
    path("<str:slug>/members/<int:pk>/role/", members.member_change, name="member-change"),
    path("<str:slug>/members/<int:pk>/remove/", members.member_remove, name="member-remove"),
    path(
        "<str:slug>/invitations/<int:pk>/resend/",
        invitations.invitation_resend,
        name="invitation-resend",
    ),
    path(
        "<str:slug>/invitations/<int:pk>/revoke/",
        invitations.invitation_revoke,
        name="invitation-revoke",
    ),
]
