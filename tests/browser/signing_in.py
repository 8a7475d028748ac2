"""Signing a browser in without its sign-in page."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from annotations.models import User


def sign_in(context: BrowserContext, user: User, live_server: LiveServer) -> None:
    """Give the browser a session of the user's."""
    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
