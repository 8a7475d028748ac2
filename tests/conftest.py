"""Where the tests' data lives, and what keeps them away from anyone's own."""

from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Make the folder of SQLite's test file, and refuse to run in the workbench's own database."""
    database = connection.settings_dict
    own, tests = database["NAME"], database["TEST"]["NAME"]
    if tests is None:
        return  # Django puts "test_" before the name of a PostgreSQL database
    if Path(tests).resolve() == Path(own).resolve():
        pytest.exit(f"The tests would run in {own}, the workbench's own database, and empty it.", 3)
    Path(tests).parent.mkdir(parents=True, exist_ok=True)
