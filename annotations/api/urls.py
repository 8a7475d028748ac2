"""Addresses of the API, its schema and its reference page."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.urls import include, path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from annotations.api import agreement, editing, team, views, words

endpoints = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("projects/", views.ProjectList.as_view(), name="projects"),
    path("projects/<slug:slug>/", views.ProjectDetail.as_view(), name="project"),
    path("projects/<slug:slug>/articles/", views.ArticleList.as_view(), name="articles"),
    path("projects/<slug:slug>/next-claim/", views.NextClaim.as_view(), name="next_claim"),
    path("projects/<slug:slug>/agreement/", agreement.Agreement.as_view(), name="agreement"),
    path("projects/<slug:slug>/dataset/", views.Dataset.as_view(), name="dataset"),
    path("projects/<slug:slug>/settings/", team.Settings.as_view(), name="settings"),
    path("projects/<slug:slug>/archive/", team.Archive.as_view(), name="archive"),
    path("projects/<slug:slug>/members/", team.Members.as_view(), name="members"),
    path("projects/<slug:slug>/members/<str:username>/", team.Member.as_view(), name="member"),
    path("projects/<slug:slug>/invitations/", team.Invitations.as_view(), name="invitations"),
    path("projects/<slug:slug>/assignments/", team.Assignments.as_view(), name="assignments"),
    path("projects/<slug:slug>/guidelines/", team.Guidelines.as_view(), name="guidelines"),
    path("projects/<slug:slug>/rounds/", team.Rounds.as_view(), name="rounds"),
    path("projects/<slug:slug>/rounds/<int:number>/close/", team.CloseRound.as_view(), name="close_round"),
    path("projects/<slug:slug>/rounds/<int:number>/reopen/", team.ReopenRound.as_view(), name="reopen_round"),
    path("projects/<slug:slug>/edits/", editing.ProjectEdits.as_view(), name="project_edits"),
    path("projects/<slug:slug>/gold/", words.GoldOfProject.as_view(), name="project_gold"),
    path("invitations/<int:pk>/revoke/", team.RevokeInvitation.as_view(), name="revoke_invitation"),
    path("assignments/<int:pk>/take-back/", team.TakeBack.as_view(), name="take_back"),
    path("articles/<int:pk>/", views.ArticleDetail.as_view(), name="article"),
    path("articles/<int:pk>/claims/", views.ClaimList.as_view(), name="claims"),
    path("claims/<int:pk>/", views.ClaimDetail.as_view(), name="claim"),
    path("claims/<int:pk>/reviews/", views.ReviewList.as_view(), name="reviews"),
    path("articles/<int:pk>/edits/", editing.ArticleEdits.as_view(), name="article_edits"),
    path("claims/<int:pk>/edits/", editing.ClaimEdits.as_view(), name="claim_edits"),
    path("claims/<int:pk>/comments/", words.Comments.as_view(), name="comments"),
    path("claims/<int:pk>/gold/", words.GoldOfClaim.as_view(), name="gold"),
    path("claims/<int:pk>/adjudication/", words.Adjudications.as_view(), name="adjudication"),
    path(
        "claims/<int:pk>/send-to-adjudication/",
        words.SendToAdjudication.as_view(),
        name="send_to_adjudication",
    ),
    path("claims/<int:pk>/reopen/", words.Reopen.as_view(), name="reopen"),
    path("edits/<int:pk>/", editing.EditDetail.as_view(), name="edit"),
    path("edits/<int:pk>/accept/", editing.AcceptEdit.as_view(), name="accept_edit"),
    path("edits/<int:pk>/reject/", editing.RejectEdit.as_view(), name="reject_edit"),
    path("edits/<int:pk>/undo/", editing.UndoEdit.as_view(), name="undo_edit"),
    path("reviews/<int:pk>/undo/", views.Undo.as_view(), name="undo"),
]

# Swagger UI draws its icons from data: addresses.
reference = csp_update({"img-src": [SELF, "data:"]})(
    # Asked for its OPTIONS, it would draw its page without an address for the schema.
    require_safe(SpectacularSwaggerSplitView.as_view(url_name="api:schema"))
)

app_name = "api"
urlpatterns = [
    path("v1/", include(endpoints)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", reference, name="docs"),
]
