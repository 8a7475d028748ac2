"""Which face answers where."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("annotations.web.urls")),
    path("api/", include("annotations.api.urls")),
    path("manage/", admin.site.urls),
    path("language/", include("django.conf.urls.i18n")),
]
