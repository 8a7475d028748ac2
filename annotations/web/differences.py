"""Being written."""
from django.http import HttpRequest, HttpResponse

def list_differences(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def adjudicate(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()
