"""One sentence a rule: who says what, in English."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "content before its cue": (
        "The bridge is safe, Alice Marsh said.",
        ["Alice Marsh | said | named_person :: The bridge is safe"],
    ),
    "content around its cue": (
        "The bridge, Alice Marsh said, is safe.",
        ["Alice Marsh | said | named_person :: The bridge … is safe"],
    ),
    "a cue set in with an apposition": (
        "The talks, an aide to the mayor said, had failed.",
        ["an aide to the mayor | said | anonymous :: The talks … had failed"],
    ),
    "verb before its subject": (
        "“It holds,” said Alice Marsh, who built it.",
        ["Alice Marsh, who built it | said | named_person :: “It holds,”"],
    ),
    "two links": (
        "Bob Ferris wrote that the clerk said the books were lost.",
        ["Bob Ferris | wrote | named_person > the clerk | said | anonymous :: the books were lost"],
    ),
    "an origin between verb and content": (
        "The Echo reported on Monday, citing two aides, that the vote was off.",
        ["The Echo | reported | named_organisation > two aides | citing | anonymous :: the vote was off"],
    ),
    "a second predicate": (
        "Carol Dunn praised the crew and warned that the dam leaks.",
        ["Carol Dunn | warned | named_person :: the dam leaks"],
    ),
    "a second speaker": (
        "Alice Marsh said the dam leaks, while Bob Ferris said it is sound.",
        [
            "Alice Marsh | said | named_person :: the dam leaks",
            "Bob Ferris | said | named_person :: it is sound",
        ],
    ),
    "an infinitive": (
        "Carol Dunn promised to rebuild the dam.",
        ["Carol Dunn | promised | named_person :: to rebuild the dam"],
    ),
    "a person asked stays with the infinitive": (
        "Carol Dunn urged the council to rebuild the dam.",
        ["Carol Dunn | urged | named_person :: the council to rebuild the dam"],
    ),
    "a thing called for": (
        "Carol Dunn called for a new dam by spring.",
        ["Carol Dunn | called for | named_person :: a new dam by spring"],
    ),
    "a person told is no content": (
        "Dave Orr told the Echo that the dam leaks.",
        ["Dave Orr | told | named_person :: the dam leaks"],
    ),
    "an impersonal passive": (
        "It is widely understood that the dam leaks.",
        ["- | It is widely understood | unspecified :: the dam leaks"],
    ),
    "a passive of hearsay": (
        "The gates are said to be rusty.",
        ["- | are said | unspecified :: The gates … to be rusty"],
    ),
    "hearsay by adverb": (
        "The gates reportedly rusted.",
        ["- | reportedly | unspecified :: The gates … rusted"],
    ),
    "according to": (
        "According to a study by Vale University, the dam leaks.",
        ["a study by Vale University | According to | document :: the dam leaks"],
    ),
    "as X pointed out": (
        "The dam, as Dave Orr pointed out, leaks.",
        ["Dave Orr | pointed out | named_person :: The dam … leaks"],
    ),
    "doubled apostrophes": (
        "''The dam leaks,'' said Dave Orr.",
        ["Dave Orr | said | named_person :: ''The dam leaks,''"],
    ),
    "a signed quotation": (
        "“The dam leaks every single spring.” ― Dave Orr",
        ["Dave Orr | ― | named_person :: “The dam leaks every single spring.”"],
    ),
    "a closing mark that opens": (
        "”The dam leaks every spring.” ― Dave Orr.",
        ["Dave Orr | ― | named_person :: ”The dam leaks every spring.”"],
    ),
    "a plain object ends where a clause on it begins": (
        "Carol Dunn called for a new dam, which nobody has drawn yet.",
        ["Carol Dunn | called for | named_person :: a new dam"],
    ),
    "an infinitive ends before the next predicate": (
        "Carol Dunn urged the council to rebuild the dam, and criticised the delay.",
        ["Carol Dunn | urged | named_person :: the council to rebuild the dam"],
    ),
    "a noun of saying as the subject": (
        "The council’s claim that the dam holds is disputed.",
        ["The council’s | claim | named_organisation :: the dam holds"],
    ),
    "a claim rejected": (
        "Carol Dunn rejected Bob Ferris’s claim that the dam leaks.",
        ["Carol Dunn | rejected | named_person > Bob Ferris’s | claim | named_person :: the dam leaks"],
    ),
    "what is denied may be one word": (
        "Carol Dunn denied wrongdoing.",
        ["Carol Dunn | denied | named_person :: wrongdoing"],
    ),
    "neither confirmed nor denied": (
        "The port would neither confirm nor deny reports that the dam leaks.",
        [],
    ),
    "who acknowledged": (
        "“It leaks,” said Carol Dunn, who acknowledged the dam was old.",
        [
            "Carol Dunn | said | named_person :: “It leaks,”",
            "who | acknowledged | named_person :: the dam was old",
        ],
    ),
    "an apposed role behind according to": (
        "The dam is new, according to Carol Dunn, the executive director of the port.",
        [
            "Carol Dunn, the executive director of the port | according to | named_person :: The dam is new",
        ],
    ),
    "a pronoun and its verb in one word": (
        "He’s claiming that the dam leaks.",
        ["He | claiming | named_person :: the dam leaks"],
    ),
    "those who are warned": (
        "Carol Dunn is warning residents that the dam leaks.",
        ["Carol Dunn | warning | named_person :: the dam leaks"],
    ),
    "an occasion between commas": (
        "Carol Dunn insisted, most recently in a May interview, that the dam leaks.",
        ["Carol Dunn | insisted | named_person :: the dam leaks"],
    ),
    "early as an adjective": (
        "Early results show a rise in floods.",
        ["Early results | show | document :: a rise in floods"],
    ),
    "the one quoted as the subject": (
        "Carol Dunn was quoted as saying in May that the dam leaks.",
        ["Carol Dunn | was quoted as saying | named_person :: the dam leaks"],
    ),
    "accused by nobody and by somebody": (
        "Carol Dunn was accused of hiding the leak. Bob Ferris was accused by Dave Orr of hiding the leak.",
        [
            "- | was accused of | unspecified :: Carol Dunn … hiding the leak",
            "Dave Orr | was accused | named_person :: Bob Ferris … hiding the leak",
        ],
    ),
    "whom somebody accuses": (
        "Carol Dunn accused the council of hiding the leak.",
        ["Carol Dunn | accused | named_person :: the council of hiding the leak"],
    ),
    "announced behind the content": (
        "The dam will be mended, it was announced late on Tuesday.",
        ["- | it was announced | unspecified :: The dam will be mended"],
    ),
    "announced at an hour": (
        "It was announced late on Tuesday that the dam will be mended.",
        ["- | It was announced | unspecified :: the dam will be mended"],
    ),
    "a verb that looks like a noun, behind the content": (
        "The dam is sinking, researchers report in a journal.",
        ["researchers | report | anonymous :: The dam is sinking"],
    ),
    "dashes between a source and its verb": (
        "Some members - a third of the board - warn that the dam leaks.",
        ["Some members - a third of the board | warn | anonymous :: the dam leaks"],
    ),
    "adding behind a comma within the marks": (
        "Carol Dunn said the fears were “overblown,” adding that the dam was new.",
        [
            "Carol Dunn | said | named_person :: the fears were “overblown,”",
            "Carol Dunn | adding | named_person :: the dam was new",
        ],
    ),
    "a date before the thing announced": (
        "The council announced on Friday the sale of the dam.",
        ["The council | announced | named_organisation :: the sale of the dam"],
    ),
    "a long name of those told": (
        "Carol Dunn told COAST TODAY's weekly video series it is clear that the dam leaks.",
        ["Carol Dunn | told | named_person :: it is clear that the dam leaks"],
    ),
    "and said with a subject of its own": (
        "The council announced the sale of the dam and said the work would begin in May.",
        [
            "The council | announced | named_organisation :: the sale of the dam",
            "The council | said | named_organisation :: the work would begin in May",
        ],
    ),
    "claims rejected before a second report": (
        "Carol Dunn rejected claims that the dam was old, and warned that the gates leak.",
        [
            "Carol Dunn | rejected claims | named_person :: the dam was old",
            "Carol Dunn | warned | named_person :: the gates leak",
        ],
    ),
    "a colon behind the speaker's relative clause": (
        "That was untrue, insisted Carol Dunn, who heads the port: all gates had been tested.",
        [
            "Carol Dunn, who heads the port | insisted | named_person"
            " :: That was untrue … all gates had been tested",
        ],
    ),
    "what somebody says inside a sentence": (
        "The gap between what Carol Dunn says the dam would do, and what it does, is wide.",
        ["Carol Dunn | says | named_person :: the dam would do"],
    ),
    "a date within a verb and its preposition": (
        "Carol Dunn called Friday for opening the gates, as well, saying that the dam leaks.",
        [
            "Carol Dunn | called | named_person :: opening the gates",
            "Carol Dunn | saying | named_person :: the dam leaks",
        ],
    ),
    "a thing promised": (
        "The council has promised a new dam.",
        ["The council | promised | named_organisation :: a new dam"],
    ),
    "an origin that opens the sentence": (
        "Citing two aides, the Echo reported that the dam leaks.",
        ["the Echo | reported | named_organisation > two aides | Citing | anonymous :: the dam leaks"],
    ),
    "as X put it": (
        "“It leaks,” as Carol Dunn put it, “and it will leak.”",
        ["Carol Dunn | put it | named_person :: “It leaks,” … “and it will leak.”"],
    ),
    "a sum somebody puts": (
        "Carol Dunn put the losses at 5 million crowns.",
        ["Carol Dunn | put | named_person :: the losses at 5 million crowns"],
    ),
    "a thing put somewhere is nothing said": (
        "Carol Dunn put it in the box at the gate.",
        [":: Carol Dunn put it in the box at the gate"],
    ),
    "what a survey shows": (
        "A survey of visitors showed 83 per cent approval for the dam.",
        ["A survey of visitors | showed | document :: 83 per cent approval for the dam"],
    ),
    "what a person shows is nothing said": (
        "Carol Dunn showed great courage at the dam.",
        [":: Carol Dunn showed great courage at the dam"],
    ),
    "what is warned of": (
        "Carol Dunn warned of “a very wet spring” for the dam.",
        ["Carol Dunn | warned of | named_person :: “a very wet spring” for the dam"],
    ),
    "as before a clause of time": (
        "As the water rose, Carol Dunn feared for the dam.",
        [":: As the water rose, Carol Dunn feared for the dam"],
    ),
    "an apposition before its verb": (
        "One of the authors, Carol Dunn, said the plan will test the dam.",
        ["One of the authors, Carol Dunn | said | anonymous :: the plan will test the dam"],
    ),
    "a transcript": (
        "ORR: The dam leaks every spring.",
        ["ORR | : | named_person :: The dam leaks every spring"],
    ),
    "a turn of several sentences": (
        "ORR: The dam leaks every spring. It is old.\nDUNN: Bob Ferris said it holds.",
        [
            "ORR | : | named_person :: The dam leaks every spring",
            "ORR | : | named_person :: It is old",
            "DUNN | : | named_person > Bob Ferris | said | named_person :: it holds",
        ],
    ),
    "turns in quotation marks": (
        '"ORR: The dam leaks every spring. It is old.\n\n"DUNN: It holds for now."',
        [
            "ORR | : | named_person :: The dam leaks every spring",
            "ORR | : | named_person :: It is old",
            'DUNN | : | named_person :: It holds for now."',
        ],
    ),
    "a headline's speaker": (
        "Orr: Northport dam leaks\n\nThe clerk met Dave Orr on Monday.",
        ["Orr | : | named_person :: Northport dam leaks", ":: The clerk met Dave Orr on Monday"],
    ),
    "a headline's speaker and subject": (
        "Orr on the Dam: ‘It Will Hold for Good’\n\nThe clerk met Dave Orr on Monday.",
        ["Orr | : | named_person :: ‘It Will Hold for Good’", ":: The clerk met Dave Orr on Monday"],
    ),
    "turns in small letters": (
        "Dave Orr: The dam leaks every spring.\nDunn: It holds for now.\nOrr: Nobody believes that.",
        [
            "Dave Orr | : | named_person :: The dam leaks every spring",
            ":: Dunn: It holds for now",
            "Orr | : | named_person :: Nobody believes that",
        ],
    ),
    "labels in a list are no turns": (
        "Tide: rather high today\nWind: strong from the west\nSea: rough all day",
        [
            ":: Tide: rather high today",
            ":: Wind: strong from the west",
            ":: Sea: rough all day",
        ],
    ),
    "a headline's label": (
        "Update: Northport dam leaks\n\nThe clerk met Dave Orr on Monday.",
        [":: Update: Northport dam leaks", ":: The clerk met Dave Orr on Monday"],
    ),
    "a setting with a name in quotation marks": (
        'In an interview on the show "Face the Coast," Carol Dunn said the dam leaks.',
        ["Carol Dunn | said | named_person :: the dam leaks"],
    ),
    "a quotation behind a sentence on its speaker": (
        "Dave Orr was angry. “The dam leaks.”",
        [":: Dave Orr was angry", "Dave Orr | - | named_person :: “The dam leaks.”"],
    ),
    "a noun is no verb": (
        "The latest reports of leaks worried them.",
        [":: The latest reports of leaks worried them"],
    ),
    "what is asked about oneself is no claim on the world": (
        "A guard asked not to be named.",
        [":: A guard asked not to be named"],
    ),
    "a refusal claims nothing": (
        "A spokesperson for the port declined to comment.",
        [],
    ),
    "nobody said it": (
        "Dave Orr did not say when the dam would open.",
        [":: Dave Orr did not say when the dam would open"],
    ),
    "an abbreviation before its verb": (
        "The S.E.C. said it would look again.",
        ["The S.E.C. | said | named_organisation :: it would look again"],
    ),
    "a head with two appositions": (
        "Alice Marsh, head of the union, which speaks for clerks, said the dam leaks.",
        ["Alice Marsh, head of the union, which speaks for clerks | said | named_person :: the dam leaks"],
    ),
    "a title before the subject of a participle": (
        "Former port director Alice Marsh left the hall, saying the dam leaks.",
        ["Former port director Alice Marsh | saying | named_person :: the dam leaks"],
    ),
    "a participle behind a noun that could be a verb": (
        "A council report released Monday found that the dam leaks.",
        ["A council report released Monday | found | document :: the dam leaks"],
    ),
    "a long adjunct behind the cue": (
        "“It holds,” Alice Marsh said after the crew had left the dam and gone home for the night.",
        ["Alice Marsh | said | named_person :: “It holds,”"],
    ),
    "a quotation resumed behind an adjunct": (
        "“It holds,” Alice Marsh said, meaning the dam, “and it will hold.”",
        ["Alice Marsh | said | named_person :: “It holds,” … “and it will hold.”"],
    ),
    "a pronoun's clause behind an adjunct": (
        "Alice Marsh said after the vote she would resign.",
        ["Alice Marsh | said | named_person :: she would resign"],
    ),
    "a thing cited": (
        "Alice Marsh cited the cost of the dam.",
        ["Alice Marsh | cited | named_person :: the cost of the dam"],
    ),
    "however between subject and verb": (
        "Alice Marsh, however, said the dam leaks.",
        ["Alice Marsh | said | named_person :: the dam leaks"],
    ),
    "a verb that another one carries": (
        "Carol Dunn went on to say that the dam leaks.",
        ["Carol Dunn | say | named_person :: the dam leaks"],
    ),
    "a participle behind a preposition": (
        "Carol Dunn answered by saying that the dam leaks.",
        ["Carol Dunn | saying | named_person :: the dam leaks"],
    ),
    "a participle behind its speaker": (
        "The film has footage of Carol Dunn saying that the dam leaks.",
        ["Carol Dunn | saying | named_person :: the dam leaks"],
    ),
    "a participle behind what was issued": (
        "The council issued a statement saying the dam was safe.",
        ["The council | saying | named_organisation :: the dam was safe"],
    ),
    "a participle that opens the sentence": (
        "After saying that the dam was safe, Carol Dunn left the hall.",
        ["Carol Dunn | saying | named_person :: the dam was safe"],
    ),
    "a participle that says nothing": (
        "Carol Dunn was praised for adding a second pump.",
        [":: Carol Dunn was praised for adding a second pump"],
    ),
    "a relative that reports": (
        "The dam leaks, according to Alice Marsh, who added that it will break.",
        [
            "Alice Marsh | according to | named_person :: The dam leaks",
            "who | added | named_person :: it will break",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "en") == expected
