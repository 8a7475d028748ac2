"""Signing a browser in without its sign-in page."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from annotations.models import User
from tests.browser.every_page import Visit


def sign_in(context: BrowserContext, user: User, live_server: LiveServer) -> None:
    """Give the browser a session of the user's."""
    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])


def visit_as(
    visits: Iterable[Visit],
    open_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    **options: object,
) -> Iterator[tuple[Visit, Page]]:
    """Yield each visit with its page loaded, in a browser of the visitor's that is opened once."""
    pages: dict[str, Page] = {}
    for visit in visits:
        if visit.who not in pages:
            context = open_context(**options)
            if visit.who:
                sign_in(context, User.objects.get(username=visit.who), live_server)
            pages[visit.who] = context.new_page()
        pages[visit.who].goto(visit.path)
        yield visit, pages[visit.who]
