"""The workbench as the server loads it, with one page more that does nothing.

What that page takes is what any page of a signed-in person takes on this machine: the server, every
middleware, the session and the user.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from workbench.wsgi import application

__all__ = ["application"]


@login_required
def do_nothing(request: HttpRequest) -> HttpResponse:
    """Answer without a body."""
    return HttpResponse(status=204)


get_resolver().url_patterns.append(path("nothing/", do_nothing))
