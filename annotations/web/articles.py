"""Being written."""
from django.http import HttpRequest, HttpResponse

def add_article(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()
