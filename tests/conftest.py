"""Where the tests' data lives, and what keeps them away from anyone's own."""

import os
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Give SQLite a test file of this process alone, so that two runs in one checkout do not share it.

    Such a name is never that of the workbench's own database either. PostgreSQL needs none of this: there
    Django puts "test_" before the name.
    """
    if connection.vendor == "sqlite":
        test = connection.settings_dict["TEST"]
        path = Path(test["NAME"])
        path.parent.mkdir(parents=True, exist_ok=True)
        test["NAME"] = str(path.with_stem(f"{path.stem}-{os.getpid()}"))
