"""Being written."""
from django.http import HttpRequest, HttpResponse

def home(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def show_project(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def show_guidelines(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()
