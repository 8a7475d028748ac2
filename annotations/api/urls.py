"""Addresses of the API, its schema and its reference page."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from annotations.api import views

endpoints = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("projects/", views.ProjectList.as_view(), name="projects"),
    path("projects/<slug:slug>/", views.ProjectDetail.as_view(), name="project"),
    path("projects/<slug:slug>/articles/", views.ArticleList.as_view(), name="articles"),
    path("projects/<slug:slug>/next-claim/", views.NextClaim.as_view(), name="next_claim"),
    path("projects/<slug:slug>/agreement/", views.Agreement.as_view(), name="agreement"),
    path("projects/<slug:slug>/dataset/", views.Dataset.as_view(), name="dataset"),
    path("articles/<int:pk>/", views.ArticleDetail.as_view(), name="article"),
    path("articles/<int:pk>/claims/", views.ClaimList.as_view(), name="claims"),
    path("claims/<int:pk>/", views.ClaimDetail.as_view(), name="claim"),
    path("claims/<int:pk>/reviews/", views.ReviewList.as_view(), name="reviews"),
    path("reviews/<int:pk>/undo/", views.Undo.as_view(), name="undo"),
]

# Swagger UI draws its icons from data: addresses.
reference = csp_update({"img-src": [SELF, "data:"]})(
    SpectacularSwaggerSplitView.as_view(url_name="api:schema")
)

app_name = "api"
urlpatterns = [
    path("v1/", include(endpoints)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", reference, name="docs"),
]
