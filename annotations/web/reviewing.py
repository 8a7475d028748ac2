"""Being written."""
from django.http import HttpRequest, HttpResponse

def go_to_next(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def show_workspace(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def undo(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def show_finished(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def show_card(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def review_claim(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()
