"""An article's claims, built sentence by sentence: attributions, resumed quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from annotations.splitting.atoms import trim_claim
from annotations.splitting.carrying import Carried
from annotations.splitting.lexicon import find_lexicon
from annotations.splitting.pointed import PointedBack
from annotations.splitting.reading import Part
from annotations.splitting.resuming import SUBJUNCTIVE, carry
from annotations.splitting.sentences import HAN
from annotations.splitting.types import Link, Segment, SegmentKind, Span

_TWO_WORDS = re.compile(r"[\W_]*+[^\W_]++[\W_]++[^\W_]")
_FOUR_WORDS = re.compile(r"(?:[\W_]*+[^\W_]++){3}[\W_]++[^\W_]")


@dataclass
class Builder(PointedBack):
    """Builds one article's claims sentence by sentence."""

    carried: Carried = field(default_factory=Carried)

    def take(self, index: int, segment_index: int, segment: Segment, sentence: Span) -> None:
        """Add the sentence's claims."""
        if self.text[sentence.start] in "―—–-" and self.take_signature(index, segment_index, sentence):
            return
        if self.take_pointed(index, segment_index, segment, sentence):
            self.pending = []
            return
        parts = [p for p in self.find_parts(sentence) if p.fragments and not self.is_refused(p, sentence)]
        if self.take_turn(index, segment, sentence, parts):
            self.pending = []
            return
        quote = self.quotes.find(sentence.start)
        if self.take_pointer(index, segment_index, sentence):
            self.pending = []
            return
        if not parts and self.take_accordingly(index, segment_index, sentence):
            self.pending = []
            return
        if not parts:
            self.take_unattributed(index, segment_index, segment, sentence, quote)
            self.note_announced(index, segment_index, sentence)
            self.before = sentence
            return
        self.before = None
        parts[0] = self.name_hearsay(index, segment_index, parts[0])
        for part in parts:
            self.add(part, sentence)
        self.carried.note(parts[-1].links, index, segment_index)
        named = [link for part in reversed(parts) for link in reversed(part.links) if link.source]
        # "explica Alice Soto, quien subraya que ...": she is the last speaker, not "quien".
        origin = next((link for link in named if not self.is_relative(link)), named[0] if named else None)
        if origin:
            first = parts[0]
            self.speakers.note(
                origin,
                index,
                segment_index,
                is_pronoun=self.is_pronoun(origin),
                is_singular=self.is_singular(origin),
            )
            if self.pending and quote and first.fragments[0].start == sentence.start:
                self.resolve_pending(first.links)
            elif self.pending and first.links[0].source and self.is_reported_ahead(Span(0, sentence.start)):
                self.resolve_ahead(first.links[0])
        self.pending = []

    def take_unattributed(
        self, index: int, segment_index: int, segment: Segment, sentence: Span, quote: Span | None
    ) -> None:
        """Add a sentence nobody is said to have said, or one inside a quotation that has its speaker
        elsewhere.
        """
        fragment = trim_claim(self.text, sentence, self.language)
        if fragment and quote and quote.end > sentence.end:
            # A stop inside quotation marks belongs to what is quoted.
            fragment = Span(fragment.start, sentence.end)
        if self.is_refusal(sentence):
            self.pending = []
            return
        is_scrap = not fragment or not self.is_claim(fragment, segment)
        if not fragment or (is_scrap and not self.is_quoted_scrap(fragment, segment, quote)):
            self.pending = self.pending if quote else []
            if quote and self.speakers.last_sentence == index - 1:
                # A scrap inside a quotation ("Yes.") does not end what is carried on.
                self.speakers.last_sentence = index
            return
        if quote is None or quote.end < fragment.end:
            self.pending = []
            spoken = self.find_dialogue_speaker(index, segment_index, segment, sentence)
            if spoken:
                self.append((fragment,), sentence, (carry(spoken, fragment, "carried_quotation"),))
                return
            run = self.find_reported_run(index)
            speaker = self.find_reported_speaker(index, sentence)
            if not speaker:
                self.note_introduced(index, segment_index, sentence)
            chain: tuple[Link, ...] = (carry(speaker, fragment, SUBJUNCTIVE),) if speaker else ()
            chain = self.widen(run, fragment) if speaker and run else chain
            lexicon = find_lexicon(self.language)
            inherited = self.carried.find(self.text, fragment, index, segment_index, lexicon)
            inherited = None if speaker else inherited
            self.append((fragment,), sentence, chain, inherited)
            return
        speaker = self.find_speaker(index, segment_index, quote)
        is_later = quote.end > sentence.end and self.is_reported_later(quote, segment)
        if not speaker or is_later or self.is_reported_ahead(quote):
            self.append((fragment,), sentence, ())
            self.pending.append(len(self.claims) - 1)
            return
        resumed = self.find_resumed(index, quote)
        if resumed:
            widened = self.widen(resumed, fragment)
            self.append((fragment,), sentence, widened)
            self.speakers.last_sentence, self.speakers.last_segment = index, segment_index
            return
        self.append((fragment,), sentence, (carry(speaker, fragment, "carried_quotation"),))
        self.speakers.last_sentence, self.speakers.last_segment = index, segment_index

    def is_claim(self, fragment: Span, segment: Segment) -> bool:
        """Tell a claim from a scrap: in a heading no question and at least four words, elsewhere two."""
        printed = self.text[fragment.start : min(fragment.end, fragment.start + 400)]
        is_heading = segment.kind is SegmentKind.HEADING
        if is_heading and printed.rstrip('"”’»」』').endswith(("?", "？", "؟")):
            return False
        if (_FOUR_WORDS if is_heading else _TWO_WORDS).match(printed):
            return True
        return not printed.isascii() and len(HAN.findall(printed)) >= (7 if is_heading else 4)

    def add(self, part: Part, sentence: Span) -> None:
        """Add an attributed claim."""
        self.append(part.fragments, sentence, tuple(part.links))
