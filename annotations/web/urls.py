"""Addresses of the pages."""

from django.urls import path

from annotations.web import (
    accounts,
    agreement,
    articles,
    assignments,
    datasets,
    differences,
    joining,
    members,
    projects,
    reviewing,
    rounds,
    settings,
    trying,
)

urlpatterns = [
    path("", projects.home, name="home"),
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", accounts.SignOut.as_view(), name="sign_out"),
    path("sign-in/demo/", accounts.sign_in_to_demo, name="sign_in_to_demo"),
    path("try/", trying.try_splitter, name="try"),
    path("join/<str:token>/", joining.show_invitation, name="join"),
    path("new-project/", settings.add_project, name="add_project"),
    path("projects/<slug:slug>/", projects.show_project, name="project"),
    path("projects/<slug:slug>/settings/", settings.show_settings, name="settings"),
    path("projects/<slug:slug>/archive/", settings.archive, name="archive"),
    path("projects/<slug:slug>/members/", members.show_members, name="members"),
    path("projects/<slug:slug>/assignments/", assignments.show_assignments, name="assignments"),
    path("projects/<slug:slug>/guidelines/", projects.show_guidelines, name="guidelines"),
    path("projects/<slug:slug>/rounds/", rounds.show_rounds, name="rounds"),
    path("projects/<slug:slug>/articles/add/", articles.add_article, name="add_article"),
    path("projects/<slug:slug>/next/", reviewing.go_to_next, name="next_claim"),
    path("projects/<slug:slug>/differences/", differences.list_differences, name="differences"),
    path("projects/<slug:slug>/agreement/", agreement.show_agreement, name="agreement"),
    path("projects/<slug:slug>/datasets/", datasets.list_releases, name="datasets"),
    path("projects/<slug:slug>/datasets/claims.jsonl", datasets.download_claims, name="download_claims"),
    path("projects/<slug:slug>/datasets/releases/", datasets.start_release, name="start_release"),
    path(
        "projects/<slug:slug>/datasets/releases/<int:number>/<str:name>",
        datasets.download_release_file,
        name="download_release_file",
    ),
    path("articles/<int:pk>/", reviewing.show_workspace, name="workspace"),
    path("articles/<int:pk>/undo/", reviewing.undo, name="undo"),
    path("articles/<int:pk>/finished/", reviewing.show_finished, name="finished"),
    path("claims/<int:pk>/card/", reviewing.show_card, name="card"),
    path("claims/<int:pk>/review/", reviewing.review_claim, name="review_claim"),
    path("claims/<int:pk>/adjudicate/", differences.adjudicate, name="adjudicate"),
]
