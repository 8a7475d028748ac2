from scripts.postgres import name_database


def test_only_the_database_of_the_address_changes() -> None:
    url = "postgres://alice:secret@db.example.org:5433/production?sslmode=require"
    renamed = name_database(url, "workbench_browser")
    assert renamed == "postgres://alice:secret@db.example.org:5433/workbench_browser?sslmode=require"
