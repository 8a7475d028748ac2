"""Speakers named by a colon: the turns of a transcript, "REED: ...", and headlines, "Reed: ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from annotations.splitting.atoms import trim_claim
from annotations.splitting.lexicon import find_lexicon
from annotations.splitting.reading import MAX_ANALYSED, Part
from annotations.splitting.resuming import MAX_RESUMED, Resumer
from annotations.splitting.types import Link, Segment, SegmentKind, SourceKind, Span

LOOKED_AROUND = 3000
"""So far from a turn another must stand, and from a headline the name in it once more."""
_TURN = re.compile(r"([\"“«„]?)([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){0,3}): ?(?=\S)")
_OTHER_TURN = re.compile(r"(?m)^[\"“«„]?[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){0,3}: ")
_NAMED = re.compile(r"([^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,3}) ?: ?(?=\S)")
_PLACED = re.compile(
    r"(?:[A-Z]{4,12} [–—-] )?([^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,3}) (?:on|to|at|after|in) "
    r"[^:\n“\"]{3,70}: ?(?=\S)"
)
"""A headline that tells of what or to whom its speaker spoke: "Reed on the Harbour: ..."."""
_LABELLED = re.compile(r"[A-Z]{4,12} [–—-] ([^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*){0,3}) ?: ?(?=\S)")
_MIXED_TURN = re.compile(r"(?m)^[“\"]?([A-Z][a-z’'-]+(?: [A-Z][\w’'-]+){0,2}): (?=[^\s\d])")
_QUOTE_MARKS = "“„«\"‘'"
HEADLINE_DOCUMENTS = frozenset(
    {"poll", "survey", "study", "report", "umfrage", "studie", "encuesta", "sondage"}
)
SHORTEST_CONTENT = 15
FEWEST_TURNS = 2
NO_NAMES = ("articles", "prepositions", "pronouns", "date_words")
"""What is in no name before a headline's colon: "The Latest: ..."."""


@dataclass
class Turns(Resumer):
    """Gives a turn's sentences, and what stands behind a headline's colon, to the one named before it."""

    turn_end: int = -1
    """Where the line of the last turn ends."""

    def take_turn(self, index: int, segment: Segment, sentence: Span, parts: list[Part]) -> bool:
        """Add the claims of a sentence that a colon gives to a speaker; tell whether this was one.

        Of a turn printed without quotation marks the parts hold the first sentence already.
        """
        if sentence.end <= self.turn_end:
            return self._go_on(sentence, parts)
        if sentence.end - sentence.start > MAX_ANALYSED or self.text.find(":", *sentence) < 0:
            return False
        turn = _TURN.match(self.text, *sentence)
        mixed = _MIXED_TURN.match(self.text, *sentence) if not turn and self.language == "en" else None
        if mixed and self._opens_mixed_turn(mixed, sentence, parts):
            return True
        if turn and turn.group(2).lower() not in find_lexicon(self.language)["document_nouns"]:
            return self._open_turn(turn, sentence, parts)
        is_headline = index == 0 or segment.kind is SegmentKind.HEADING
        return is_headline and self._take_headline(sentence, parts)

    def _open_turn(self, turn: re.Match[str], sentence: Span, parts: list[Part]) -> bool:
        near = (max(sentence.start - LOOKED_AROUND, 0), sentence.start)
        is_transcript = _OTHER_TURN.search(self.text, *near) or _OTHER_TURN.search(
            self.text, sentence.end, sentence.end + LOOKED_AROUND
        )
        if not is_transcript:
            return False
        end = self.text.find("\n", sentence.end)
        self.turn_end = end if end >= 0 else len(self.text)
        if parts or not turn.group(1):
            return False
        link = self._name(sentence, Span(*turn.span(2)), turn.end(), "transcript_turn")
        return self._add_under(link, sentence, parts) if link else False

    def _opens_mixed_turn(self, turn: re.Match[str], sentence: Span, parts: list[Part]) -> bool:
        """Match "Reed: ..." where two more lines near it are turns, one of them by the same name."""
        lexicon = find_lexicon(self.language)
        name = turn.group(1)
        if any(word in lexicon[section] for word in name.lower().split() for section in NO_NAMES):
            return False
        lo, hi = max(sentence.start - LOOKED_AROUND, 0), sentence.end + LOOKED_AROUND
        others = [m.group(1) for m in _MIXED_TURN.finditer(self.text, lo, hi) if m.start() != turn.start()]
        last = name.rpartition(" ")[2]
        if len(others) < FEWEST_TURNS or not any(other.rpartition(" ")[2] == last for other in others):
            return False
        link = self._name(sentence, Span(*turn.span(1)), turn.end(), "transcript_turn")
        if not link:
            return False
        end = self.text.find("\n", sentence.end)
        self.turn_end = end if end >= 0 else len(self.text)
        return self._add_under(link, sentence, parts)

    def _go_on(self, sentence: Span, parts: list[Part]) -> bool:
        """Add a further sentence of the turn under its link."""
        last = self.claims[-1] if self.claims else None
        fragment = trim_claim(self.text, sentence, self.language)
        if not fragment or not last or not last.chain or last.chain[0].rule != "transcript_turn":
            return False
        turn = last.chain[0]
        if len(turn.fragments) >= MAX_RESUMED:
            wider = replace(turn, cue=None, content=fragment, fragments=(fragment,))
        else:
            wider = replace(
                turn, content=Span(turn.content.start, fragment.end), fragments=(*turn.fragments, fragment)
            )
            self._widen(turn, wider)
        return self._add_under(wider, sentence, parts)

    def _add_under(self, link: Link, sentence: Span, parts: list[Part]) -> bool:
        """Add the sentence's claims under the link; what it reports of others goes on its chain."""
        # What the speaker says of somebody's thoughts is his own claim.
        inner = [
            part
            for part in parts
            if part.fragments[0].start >= link.content.start and not self._is_thought(part.links[0])
        ]
        for part in inner:
            self.append(part.fragments, sentence, (link, *part.links))
        if not inner:
            self.append(link.fragments[-1:], sentence, (link,))
        return True

    def _is_thought(self, link: Link) -> bool:
        cue = self.text[slice(*link.cue)].lower() if link.cue else ""
        return find_lexicon(self.language).verbs.get(cue, frozenset()) == {"mental"}

    def _widen(self, turn: Link, wider: Link) -> None:
        """Replace the turn's link in the claims just made."""
        for at in range(len(self.claims) - 1, -1, -1):
            chain = self.claims[at].chain
            if not chain or chain[0] != turn:
                return
            self.claims[at] = replace(self.claims[at], chain=(wider, *chain[1:]))

    def _take_headline(self, sentence: Span, parts: list[Part]) -> bool:
        """Match "Reed: harbour will close" where the name stands again behind the headline."""
        if parts and parts[0].links[0].rule == "headline_colon":
            return False
        named = next(
            filter(None, (form.match(self.text, *sentence) for form in (_NAMED, _LABELLED, _PLACED))), None
        )
        if not named or sentence.end - named.end() < SHORTEST_CONTENT:
            return False
        name = named.group(1)
        is_quoted = self.text[named.end()] in _QUOTE_MARKS
        is_document = name.lower() in HEADLINE_DOCUMENTS
        lexicon = find_lexicon(self.language)
        if any(word in lexicon[section] for word in name.lower().split() for section in NO_NAMES):
            return False
        after = self.text[sentence.end : sentence.end + LOOKED_AROUND]
        recurs = re.search(rf"(?<![^\W_]){re.escape(name.rpartition(' ')[2])}(?![^\W_]| ?:)", after)
        is_placed = named.re is _PLACED and not is_quoted
        if not is_document and not (recurs and not is_placed and (is_quoted or self.language == "en")):
            return False
        link = self._name(sentence, Span(*named.span(1)), named.end(), "headline_colon")
        return self._add_under(link, sentence, parts) if link else False

    def _name(self, sentence: Span, source: Span, start: int, rule: str) -> Link | None:
        """Return the link of the one named before the colon, None where nothing stands behind it."""
        lexicon = find_lexicon(self.language)
        fragment = trim_claim(self.text, Span(start, sentence.end), self.language)
        if not fragment:
            return None
        printed = self.text[source.start : source.end].lower()
        is_person = rule == "transcript_turn" and printed not in lexicon["known_organisations"].phrases
        kind = SourceKind.NAMED_PERSON if is_person else self.classify(source, lexicon)
        colon = self.text.index(":", source.end)
        cue = Span(colon, colon + 1)
        return self.make_link(source, cue, (fragment,), kind, rule, sentence, lexicon)
