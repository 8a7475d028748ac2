"""Being written."""
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse


class SignIn(LoginView): ...


class SignOut(LogoutView): ...


def sign_in_to_demo(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
