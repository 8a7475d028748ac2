import pytest
from django.core.management import call_command
from django.test import Client

from annotations.api.glossary import FIELDS


def test_the_schema_names_every_address(client: Client, db: None) -> None:
    schema = client.get("/api/schema/?format=json").json()
    assert "/api/v1/claims/{id}/reviews/" in schema["paths"]
    assert schema["paths"]["/api/v1/projects/{slug}/articles/"]["post"]["responses"].keys() == {"200", "201"}


def test_every_operation_says_what_it_does(client: Client, db: None) -> None:
    paths = client.get("/api/schema/?format=json").json()["paths"].values()
    operations = [operation for path in paths for operation in path.values()]
    assert all(operation.get("summary") for operation in operations)


def test_the_schema_has_no_warnings(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", f"{tmp_path}/schema.yml")
    assert "warning" not in capsys.readouterr().err.lower()


def test_the_reference_page_needs_nothing_from_elsewhere(client: Client, db: None) -> None:
    answer = client.get("/api/docs/")
    page = answer.content.decode()
    assert "<style" not in page
    assert "https://" not in page
    assert "img-src 'self' data:" in answer["Content-Security-Policy"]


def test_every_field_says_what_it_is(client: Client, db: None) -> None:
    shapes = client.get("/api/schema/?format=json").json()["components"]["schemas"]
    mute = [
        f"{shape}.{name}"
        for shape, schema in shapes.items()
        for name, field in schema.get("properties", {}).items()
        if not field.get("description")
    ]
    assert mute == []


def test_the_glossary_holds_no_word_that_no_answer_has(client: Client, db: None) -> None:
    shapes = client.get("/api/schema/?format=json").json()["components"]["schemas"]
    whole = {f"{shape}.{name}" for shape, schema in shapes.items() for name in schema.get("properties", {})}
    assert [word for word in FIELDS if word not in whole | {name.partition(".")[2] for name in whole}] == []


def test_the_reference_page_is_read_only(client: Client, db: None) -> None:
    assert client.options("/api/docs/").status_code == 405
