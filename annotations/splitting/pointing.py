"""German sentences that lean on the one before: "Das teilte Alice mit.", hearsay behind a named report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotations.splitting.atoms import trim_claim
from annotations.splitting.attribution import Analyser
from annotations.splitting.elements import read_row
from annotations.splitting.lexicon import find_lexicon
from annotations.splitting.reading import MAX_ANALYSED, Part
from annotations.splitting.resuming import carry
from annotations.splitting.turns import Turns
from annotations.splitting.types import Link, Span

ACCORDINGLY = "Demnach "
POINTERS = ("Das ", "Dies ")
HEARSAY = "german_soll"


@dataclass
class Pointing(Turns):
    """Gives a sentence to whom the next one names."""

    def take_pointer(self, index: int, segment_index: int, sentence: Span) -> bool:
        """Give the sentence before to the speaker of "Das teilte Alice mit."; tell whether this was one.

        What points back is no claim itself; a report in the sentence before stays, inside this one.
        """
        if self.language != "de" or not self.text.startswith(POINTERS, sentence.start):
            return False
        last = self.claims[-1] if self.claims else None
        if (
            not last
            or sentence.end - sentence.start > MAX_ANALYSED
            or self.quotes.has_any(*last.fragments[-1])
        ):
            return False
        lexicon = find_lexicon(self.language)
        row = read_row(self.text, sentence, self.quotes, lexicon.code)
        found = Analyser(row, lexicon).find_pointed()
        if not found:
            return False
        source, cue = row.span(*found[0]), row.span(*found[1])
        kind = self.classify(source, lexicon)
        link = self.make_link(source, cue, last.fragments, kind, "german_pointing", sentence, lexicon)
        chain = (link, *last.chain)
        self.claims[-1] = replace(
            last,
            chain=chain,
            source_kind=chain[-1].kind,
            quote_kind=self.judge_quotes(last.fragments),
            inherited_from=None,
        )
        is_pronoun = self.is_pronoun(link)
        self.speakers.note(
            link, index, segment_index, is_pronoun=is_pronoun, is_singular=self.is_singular(link)
        )
        return True

    def take_accordingly(self, index: int, segment_index: int, sentence: Span) -> bool:
        """Add the claim of "Demnach ..." right behind a report; tell whether this was one.

        "Demnach" stands for the source before, as a pronoun does.
        """
        last = self.speakers.last
        is_near = self.speakers.last_sentence == index - 1 and self.speakers.last_segment >= segment_index - 1
        if self.language != "de" or not last or not is_near:
            return False
        if not self.text.startswith(ACCORDINGLY, sentence.start):
            return False
        word = Span(sentence.start, sentence.start + len(ACCORDINGLY) - 1)
        fragment = trim_claim(self.text, Span(word.end + 1, sentence.end), self.language)
        if not fragment:
            return False
        link = carry(last, fragment, "german_accordingly")
        link = replace(link, source=word, cue=word, name_hint=last.name_hint or last.source)
        self.append((fragment,), sentence, (link,))
        self.speakers.last_sentence = index
        return True

    def name_hearsay(self, index: int, segment_index: int, part: Part) -> Part:
        """Return "X soll ... haben" with the speaker of the report right before, in the same paragraph, as
        its source; else the part as it is.
        """
        links, speakers = part.links, self.speakers
        last = speakers.last
        is_near = speakers.last_sentence == index - 1 and speakers.last_segment == segment_index
        if len(links) != 1 or links[0].rule != HEARSAY or not last or not last.source or not is_near:
            return part
        named: Link = replace(
            links[0], source=last.source, kind=last.kind, flags=last.flags, name_hint=last.name_hint
        )
        return Part([named], part.fragments)
