"""One sentence a rule: who says what, in German."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "comma and subjunctive": (
        "Alice Brandt sagte am Montag, die Brücke sei sicher.",
        ["Alice Brandt | sagte | named_person :: die Brücke sei sicher"],
    ),
    "inverted behind a quotation": (
        "„Die Brücke hält“, sagte Alice Brandt.",
        ["Alice Brandt | sagte | named_person :: „Die Brücke hält“"],
    ),
    "a split verb": (
        "Die Brücke sei sicher, teilte Alice Brandt schriftlich mit.",
        ["Alice Brandt | teilte | named_person :: Die Brücke sei sicher"],
    ),
    "an origin noun belongs to the source": (
        "Nach Angaben der Polizei ist die Brücke gesperrt.",
        ["Angaben der Polizei | Nach | named_organisation :: ist die Brücke gesperrt"],
    ),
    "reports nobody is named for": (
        "Medienberichten zufolge ist die Brücke gesperrt.",
        ["- | Medienberichten zufolge | unspecified :: ist die Brücke gesperrt"],
    ),
    "a paper and its origin": (
        "Wie der „Bote“ unter Berufung auf Ratskreise berichtet, ist die Brücke gesperrt.",
        [
            "der „Bote“ | berichtet | named_organisation "
            "> Ratskreise | unter Berufung auf | anonymous :: ist die Brücke gesperrt"
        ],
    ),
    "a report goes on in the subjunctive": (
        "Alice Brandt sagte, die Brücke sei sicher. Sie werde im Mai geöffnet.",
        [
            "Alice Brandt | sagte | named_person :: die Brücke sei sicher",
            "Alice Brandt | - | named_person :: Sie werde im Mai geöffnet",
        ],
    ),
    "the subjunctive goes on over paragraphs": (
        "Alice Brandt warnte vor neuen Rissen.\n\nDie Brücke sei alt. Es fehle an Stahl.",
        [
            "Alice Brandt | warnte | named_person :: neuen Rissen",
            "Alice Brandt | - | named_person :: Die Brücke sei alt",
            "Alice Brandt | - | named_person :: Es fehle an Stahl",
        ],
    ),
    "a subjunctive at the end of its clause reports nothing": (
        "Alice Brandt sagte, die Brücke sei sicher. Bernd Holm prüft, ob sie geöffnet werde.",
        [
            "Alice Brandt | sagte | named_person :: die Brücke sei sicher",
            ":: Bernd Holm prüft, ob sie geöffnet werde",
        ],
    ),
    "a report of what somebody did": (
        "Die Polizei prüft einen Brief. Der Täter habe darin gedroht.",
        [
            ":: Die Polizei prüft einen Brief",
            "Die Polizei | - | named_organisation :: Der Täter habe darin gedroht",
        ],
    ),
    "a verb that reports with its particle only": (
        "Am Freitag gab es Regen. Das Amt gab bekannt, dass die Brücke gesperrt bleibt.",
        [
            ":: Am Freitag gab es Regen",
            "Das Amt | gab bekannt | named_organisation :: die Brücke gesperrt bleibt",
        ],
    ),
    "a verb whose object is reported": (
        "Bernd Holm sagte für Mai weitere Sperrungen voraus.",
        ["Bernd Holm | sagte | named_person :: für Mai weitere Sperrungen"],
    ),
    "an object reported in the perfect": (
        "Die Stadt hat am Freitag den Abriss der Brücke angekündigt.",
        ["Die Stadt | angekündigt | named_organisation :: am Freitag den Abriss der Brücke"],
    ),
    "so that is no cue": (
        "So stieg der Fluss um zwei Meter, so gebe es Schäden.",
        [":: So stieg der Fluss um zwei Meter, so gebe es Schäden"],
    ),
    "an origin set into the clause ends before the next phrase": (
        "Der Damm hält nach Angaben der Stadt die nächste Flut aus.",
        ["Angaben der Stadt | nach | named_organisation :: Der Damm hält … die nächste Flut aus"],
    ),
    "an origin reaches as far as its clause": (
        "Die Werft, die laut Gutachten drei Docks verloren hat, bleibt offen.",
        ["Gutachten | laut | document :: die … drei Docks verloren hat"],
    ),
    "an origin before its word, inside the clause": (
        "Der Damm hat Angaben der Stadt zufolge drei Risse.",
        ["Angaben der Stadt | zufolge | named_organisation :: Der Damm hat … drei Risse"],
    ),
    "an opinion before its word": (
        "Der Damm ist Alice Brandts Ansicht nach zu alt.",
        ["Alice Brandts Ansicht | nach | named_person :: Der Damm ist … zu alt"],
    ),
    "a report in the perfect": (
        "Am Montag hatte Alice Brandt im Stadtrat erklärt, dass der Damm hält.",
        ["Alice Brandt | erklärt | named_person :: der Damm hält"],
    ),
    "it was said": (
        "Der Damm sei sicher, hieß es am Montag.",
        ["- | hieß es | unspecified :: Der Damm sei sicher"],
    ),
    "an apposition before the verb": (
        "Alice Brandt, Sprecherin der Stadt, forderte einen neuen Damm.",
        ["Alice Brandt, Sprecherin der Stadt | forderte | named_person :: einen neuen Damm"],
    ),
    "what points back gives the sentence before to its speaker": (
        "Der Damm wird erneuert. Das teilte Alice Brandt am Montag mit.",
        ["Alice Brandt | teilte | named_person :: Der Damm wird erneuert"],
    ),
    "a noun of saying with its owner": (
        "Der Vorwurf der Anwohner, der Damm sei morsch, ist alt.",
        ["der Anwohner | Der Vorwurf | anonymous :: der Damm sei morsch"],
    ),
    "an opinion held": (
        "Die Stadt vertritt die Auffassung, dass der Damm hält.",
        ["Die Stadt | vertritt die Auffassung | named_organisation :: der Damm hält"],
    ),
    "a passive names nobody": (
        "Am Hafen wird befürchtet, dass der Damm bricht.",
        ["- | wird befürchtet | unspecified :: der Damm bricht"],
    ),
    "hearsay right behind a named report": (
        "Alice Brandt sprach von drei Rissen. Der Kran soll gestern umgestürzt sein.",
        [
            "Alice Brandt | sprach | named_person :: drei Rissen",
            "Alice Brandt | soll | named_person :: Der Kran … gestern umgestürzt sein",
        ],
    ),
    "a capital behind a quotation opens a sentence": (
        "„Der Damm hält. Er hält immer.“ Alice Brandt bestritt, dass er leckt.",
        [
            ":: „Der Damm hält.",
            ":: Er hält immer.“",
            "Alice Brandt | bestritt | named_person :: er leckt",
        ],
    ),
    "a source with a clause before its noun": (
        "Viele im Rat vertretene Listen forderten eine neue Brücke.",
        ["Viele im Rat vertretene Listen | forderten | anonymous :: eine neue Brücke"],
    ),
    "it says in a document": (
        "Der Damm sei alt, heißt es in einem Gutachten.",
        ["einem Gutachten | heißt es | document :: Der Damm sei alt"],
    ),
    "a bracket in the source": (
        "Nach Angaben von Alice Brandt (Grüne Mitte) hält der Damm.",
        ["Angaben von Alice Brandt (Grüne Mitte) | Nach | named_person :: hält der Damm"],
    ),
    "a perfect behind its content": (
        "„Der Damm hält“, hatte Alice Brandt am Montag gesagt.",
        ["Alice Brandt | gesagt | named_person :: „Der Damm hält“"],
    ),
    "reports after which something is so": (
        "Die Stadt prüft Angaben der Anwohner, wonach der Damm leckt.",
        ["Angaben der Anwohner | wonach | anonymous :: der Damm leckt"],
    ),
    "what the talk is of": (
        "Im Gutachten ist von „groben Fehlern“ die Rede.",
        ["Gutachten | die Rede | document :: „groben Fehlern“"],
    ),
    "while another speaks of something": (
        "Alice Brandt sagte, der Damm halte, während Bernd Holm von „reinem Glück“ sprach.",
        [
            "Alice Brandt | sagte | named_person :: der Damm halte",
            "Bernd Holm | sprach | named_person :: „reinem Glück“",
        ],
    ),
    "two reports with a comma between": (
        "Die Gewerkschaft sprach von „Verrat“, Alice Brandt nannte den Vorwurf „absurd“.",
        [
            "Die Gewerkschaft | sprach | named_organisation :: „Verrat“",
            "Alice Brandt | nannte | named_person :: den Vorwurf „absurd“",
        ],
    ),
    "the agent of a passive": (
        "Von der Opposition wird der Plan als zu teuer kritisiert.",
        ["der Opposition | kritisiert | named_organisation :: der Plan als zu teuer"],
    ),
    "refusals claim nothing": (
        "„Kein Kommentar“, sagte Alice Brandt. Bernd Holm lehnte eine Stellungnahme ab.",
        [],
    ),
    "hearsay with soll": (
        "Der Kran soll gestern umgestürzt sein.",
        ["- | soll | unspecified :: Der Kran … gestern umgestürzt sein"],
    ),
    "a document says": (
        "In einem Prüfbericht heißt es, der Kran sei morsch.",
        ["einem Prüfbericht | heißt es | document :: der Kran sei morsch"],
    ),
    "a thing named in quotation marks": (
        "Bernd Holm nannte den Bau „eine Schande“.",
        ["Bernd Holm | nannte | named_person :: den Bau „eine Schande“"],
    ),
    "an unnamed singer": (
        "„Man hört nichts“, sagte eine Sängerin.",
        ["eine Sängerin | sagte | anonymous :: „Man hört nichts“"],
    ),
    "a dative before the verb": (
        "Dem Land warf Alice Brandt vor, die Brücke zu vergessen.",
        ["Alice Brandt | warf | named_person :: die Brücke zu vergessen"],
    ),
    "a weak verb with a relative clause behind it": (
        "Das Treffen führte zu einem Vertrag, der drei Jahre gilt.",
        [":: Das Treffen führte zu einem Vertrag, der drei Jahre gilt"],
    ),
    "a date before the verb": (
        "Erst vergangene Woche kündigte der Konzern an, zwei Werke zu schließen.",
        ["der Konzern | kündigte | named_organisation :: zwei Werke zu schließen"],
    ),
    "a thing named with als": (
        "Bernd Holm bezeichnete den Bau als „Schande“.",
        ["Bernd Holm | bezeichnete | named_person :: den Bau als „Schande“"],
    ),
    "a reflexive verb": (
        "„Endlich ist sie fertig“, freute sich Alice Brandt.",
        ["Alice Brandt | freute | named_person :: „Endlich ist sie fertig“"],
    ),
    "what a letter shows": (
        "Aus einem Brief an die Stadt geht hervor, dass die Brücke morsch ist.",
        ["einem Brief an die Stadt | geht hervor | document :: die Brücke morsch ist"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "de") == expected
