"""The workbench's own settings, with the few values that only a test run needs."""

import os

os.environ.setdefault("SECRET_KEY", "for tests only; no data of anyone's is behind it")
os.environ.setdefault("DATABASE_URL", "sqlite:///var/test/workbench.sqlite3")
os.environ.setdefault("TLS", "off")

from workbench.settings import *  # noqa: F403 - the environment above has to stand first

# A password hash that is slow on purpose would be most of the suite's time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest of hashed names exists only after collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405 - from the star import
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
