"""One sentence a rule: who says what, in Spanish."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "complementiser": (
        "Alicia Romero dijo que el puente resiste.",
        ["Alicia Romero | dijo | named_person :: el puente resiste"],
    ),
    "inverted": (
        "«El puente resiste», señaló el club.",
        ["el club | señaló | named_organisation :: «El puente resiste»"],
    ),
    "a dropped subject": (
        "Alicia Romero dijo que el puente resiste. Añadió que abrirá en mayo.",
        [
            "Alicia Romero | dijo | named_person :: el puente resiste",
            "Alicia Romero | Añadió | named_person :: abrirá en mayo",
        ],
    ),
    "a radio and its origin": (
        "Según adelantó Radio Faro, que cita a un empleado, el puente cierra.",
        [
            "Radio Faro | Según adelantó | named_organisation "
            "> un empleado | que cita a | anonymous :: el puente cierra"
        ],
    ),
    "impersonal": (
        "También se comenta que el puente cierra.",
        ["- | También se comenta | unspecified :: el puente cierra"],
    ),
    "hearsay": (
        "Al parecer, el puente cierra.",
        ["- | Al parecer | unspecified :: el puente cierra"],
    ),
    "a refusal": (
        "La empresa no quiso hacer declaraciones.",
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "es") == expected
