"""Being written."""
from django.http import HttpRequest, HttpResponse

def show_agreement(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()
