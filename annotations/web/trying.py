"""Being written."""
from django.http import HttpRequest, HttpResponse

def try_splitter(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()
