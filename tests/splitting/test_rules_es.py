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
    "en cambio between verb and content": (
        "El club asegura, en cambio, que pagó.",
        ["El club | asegura | named_organisation :: pagó"],
    ),
    "sin embargo between subject and verb": (
        "El club, sin embargo, niega que pagara.",
        ["El club | niega | named_organisation :: pagara"],
    ),
    "a second speaker behind mientras que": (
        "El club afirma que pagó, mientras que el diario sostiene que falta dinero.",
        [
            "El club | afirma | named_organisation :: pagó",
            "el diario | sostiene | named_organisation :: falta dinero",
        ],
    ),
    "a clitic before the verb": (
        "Alicia Ríos lo confirmó: «Falta dinero».",
        ["Alicia Ríos | confirmó | named_person :: «Falta dinero»"],
    ),
    "an infinitive": (
        "Alicia Ríos prometió pagar antes de mayo.",
        ["Alicia Ríos | prometió | named_person :: pagar antes de mayo"],
    ),
    "an origin before the verb": (
        "El Faro, citando a dos socios, publicó que falta dinero.",
        ["El Faro | publicó | named_organisation > dos socios | citando | anonymous :: falta dinero"],
    ),
    "a name set in behind an office": (
        "«Falta dinero», dijo el presidente, Bruno Sanz, en la sala.",
        ["el presidente, Bruno Sanz | dijo | named_person :: «Falta dinero»"],
    ),
    "an adjunct before the subject": (
        "«¿Quién paga?», preguntó desde la sala la diputada Alicia Ríos.",
        ["la diputada Alicia Ríos | preguntó | named_person :: «¿Quién paga?»"],
    ),
    "a rumour in its place": (
        "En el barrio se rumorea que el puente cierra.",
        ["- | se rumorea | unspecified :: el puente cierra"],
    ),
    "whom it was told to": (
        "El puente cierra, según ha confirmado a este diario la Junta.",
        ["la Junta | según ha confirmado | named_organisation :: El puente cierra"],
    ),
    "a long adjunct": (
        "«El puente cierra», justificó en los pasillos del Congreso el alcalde Luis Mora.",
        ["el alcalde Luis Mora | justificó | named_person :: «El puente cierra»"],
    ),
    "a view": (
        "Para la economista Alba Soto, el puente es caro.",
        ["la economista Alba Soto | Para | named_person :: el puente es caro"],
    ),
    "denied by rejecting": (
        "La Junta rechazó que el puente sea viejo.",
        ["La Junta | rechazó | named_organisation :: el puente sea viejo"],
    ),
    "ruled out, not": (
        "La Junta no descarta que el puente cierre.",
        ["La Junta | descarta | named_organisation :: el puente cierre"],
    ),
    "a refusal with a verb of saying": (
        "El alcalde rechazó hacer declaraciones.",
        [],
    ),
    "who said the sentence before": (
        "El puente cierra en mayo. Así lo anunció ayer el alcalde, Luis Mora.",
        ["el alcalde, Luis Mora | anunció | named_person :: El puente cierra en mayo"],
    ),
    "a limited answer": (
        "Alba Soto se limitó a decir que el puente es caro.",
        ["Alba Soto | decir | named_person :: el puente es caro"],
    ),
    "a relative clause behind the speaker": (
        "«Oímos un trueno», cuenta un vecino que pide no ser citado.",
        ["un vecino que pide no ser citado | cuenta | anonymous :: «Oímos un trueno»"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "es") == expected
