"""Being written."""
from django.http import HttpRequest, HttpResponse

def list_releases(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def download_claims(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def start_release(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()

def download_release_file(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse()
