#!/usr/bin/env python
"""Run a command of the workbench: python manage.py COMMAND."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command; settings that do not hold end it with what to do, without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
    try:
        settings.SECRET_KEY  # noqa: B018 - the first look at a setting reads them all
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
