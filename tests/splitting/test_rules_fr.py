"""One sentence a rule: who says what, in French."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "complementiser": (
        "Alice Morel a déclaré que le pont tient.",
        ["Alice Morel | déclaré | named_person :: le pont tient"],
    ),
    "inverted pronoun": (
        "« Le pont tient », assure-t-elle.",
        ["elle | assure | named_person :: « Le pont tient »"],
    ),
    "an infinitive": (
        "Un ancien salarié affirme avoir alerté le maire.",
        ["Un ancien salarié | affirme | anonymous :: avoir alerté le maire"],
    ),
    "a paper and its origin": (
        "Selon Le Phare, qui cite un proche du dossier, le pont ferme.",
        [
            "Le Phare | Selon | named_organisation "
            "> un proche du dossier | qui cite | anonymous :: le pont ferme"
        ],
    ),
    "the conditional of hearsay": (
        "Le pont serait fermé.",
        ["- | serait | unspecified :: Le pont … fermé"],
    ),
    "a quotation behind a sentence on its speaker": (
        "Le boulanger Marc Tissier ne décolère pas. « Le pont ferme demain. »",
        [
            ":: Le boulanger Marc Tissier ne décolère pas",
            "Le boulanger Marc Tissier | - | named_person :: « Le pont ferme demain. »",
        ],
    ),
    "a denial said twice": (
        "Le maire, Marc Tissier, dément : aucun pont ne ferme, assure-t-il.",
        ["Le maire, Marc Tissier | dément | named_person :: aucun pont ne ferme"],
    ),
    "a refusal": (
        "La mairie n’a pas souhaité faire de commentaire.",
        [],
    ),
    "a pronoun that echoes the subject": (
        "Le club assure, lui, que tout est payé.",
        ["Le club | assure | named_organisation :: tout est payé"],
    ),
    "a second speaker behind tandis que": (
        "« Nous payons », prévient la maire, Alice Morel, tandis que les clubs affirment que rien n’est dû.",
        [
            "la maire, Alice Morel | prévient | named_person :: « Nous payons »",
            "les clubs | affirment | named_organisation :: rien n’est dû",
        ],
    ),
    "a name set in behind comme": (
        "Comme l’a rappelé la ministre des Sports, Alice Morel, tout est payé.",
        ["la ministre des Sports, Alice Morel | rappelé | named_person :: tout est payé"],
    ),
    "a date before the subject": (
        "Le pont est fermé, a indiqué lundi la mairie.",
        ["la mairie | indiqué | named_organisation :: Le pont est fermé"],
    ),
    "à en croire": (
        "À en croire le site Capital, le pont est fermé.",
        ["le site Capital | À en croire | named_organisation :: le pont est fermé"],
    ),
    "a pronoun between subject and verb": (
        "Le commandant Bruno Arnal leur répond que le pont est fermé.",
        ["Le commandant Bruno Arnal | répond | named_person :: le pont est fermé"],
    ),
    "an elided reflexive": (
        "« Rien n’est payé », s’indigne Alice Morel.",
        ["Alice Morel | indigne | named_person :: « Rien n’est payé »"],
    ),
    "a cue inside the quotation": (
        "« Le pont est fermé, raconte Anna Morel. On fait le tour. »",
        [
            "Anna Morel | raconte | named_person :: « Le pont est fermé",
            "Anna Morel | raconte | named_person :: On fait le tour. »",
        ],
    ),
    "a cue inside the quotation, resumed": (
        "« Le pont est fermé, dit-elle, il faut faire le tour. »",
        ["elle | dit | named_person :: « Le pont est fermé … il faut faire le tour. »"],
    ),
    "a view": (
        "Pour le maire, le pont est sûr.",
        ["le maire | Pour | named_person :: le pont est sûr"],
    ),
    "an aim is no view": (
        "Pour la fête, le pont sera fermé.",
        [":: Pour la fête, le pont sera fermé"],
    ),
    "on and where it is said": (
        "Le pont est fermé, a-t-on appris auprès de la mairie.",
        ["la mairie | appris | named_organisation :: Le pont est fermé"],
    ),
    "a later infinitive": (
        "« C’est fini », a lancé Anna Morel, avant de préciser que le pont tient.",
        [
            "Anna Morel | lancé | named_person :: « C’est fini »",
            "Anna Morel | préciser | named_person :: le pont tient",
        ],
    ),
    "a supposition is no hearsay": (
        "Si le pont cédait, la ville serait coupée en deux.",
        [":: Si le pont cédait, la ville serait coupée en deux"],
    ),
    "any verb in the conditional of hearsay": (
        "Le chantier coûterait deux millions d’euros.",
        ["- | coûterait | unspecified :: Le chantier … deux millions d’euros"],
    ),
    "a refusal set aside": (
        "Le maire, qui n’a pas souhaité commenter, a vendu le pont.",
        [":: Le maire, qui n’a pas souhaité commenter, a vendu le pont"],
    ),
    "asked behind s’il": (
        "Anna Morel a demandé à la mairie s’il existait un autre pont.",
        ["Anna Morel | demandé | named_person :: s’il existait un autre pont"],
    ),
    "whatever is denied": (
        "Le groupe nie toute implication dans l’affaire.",
        ["Le groupe | nie | named_organisation :: toute implication dans l’affaire"],
    ),
    "a limited answer": (
        "Anna Morel s’est contentée de répondre que le pont tient.",
        ["Anna Morel | répondre | named_person :: le pont tient"],
    ),
    "a comparison is no content": (
        "Le chantier avance plus vite que prévu.",
        [":: Le chantier avance plus vite que prévu"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "fr") == expected
