"""Quotations whose speaker stands in another sentence: signed, announced, resumed, carried on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from annotations.splitting.atoms import split_atoms
from annotations.splitting.lexicon import find_lexicon, list_languages, load_lexicon
from annotations.splitting.moods import Mood, judge_mood
from annotations.splitting.quotes import has_letter, judge_quotes
from annotations.splitting.reading import MAX_ANALYSED, Reader
from annotations.splitting.sentences import HAN
from annotations.splitting.stance import find_name
from annotations.splitting.types import Link, QuoteKind, Segment, SegmentKind, SourceKind, Span, SplitClaim

MAX_RESUMED = 40
"""How many stretches one link gathers; a longer quotation goes on with a new link: cost stays linear."""
_CLAUSE_AHEAD = re.compile(r"([^，,：:；;。！？!?“”「」\n]{2,30})[，,：:]")
SHORTEST_NAME = 3
"""A shorter word in a name may be a particle: van, de."""
DASHES = "―—–"
SUBJUNCTIVE = "german_subjunctive"
FARTHEST = 3
"""So many sentences behind a report one in the subjunctive may carry it on."""
SPEAKING = frozenset(
    {
        SourceKind.NAMED_PERSON,
        SourceKind.NAMED_ORGANISATION,
        SourceKind.DOCUMENT,
    }
)
_SIGNATURE = re.compile(r"([―—–-]{1,2})\s*([^\W\d_](?:[^\n.,:;!?]|(?<=\b\w)\.){2,60})\.?$")


@dataclass
class Resumer(Reader):
    """Gives the sentences of a quotation the speaker found elsewhere."""

    claims: list[SplitClaim] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    """Claims inside a quotation whose reporting clause has not come yet."""

    def take_signature(self, index: int, segment_index: int, sentence: Span) -> bool:
        """Give the quotation right before "― Carol Reed" to her; tell whether this was such a signature."""
        signed = _SIGNATURE.match(self.text, *sentence)
        if signed and self.text[sentence.end - 1] == "." and not _is_name(signed.group(2)):
            return False
        last = self.claims[-1] if self.claims else None
        if not signed or not last or (last.chain and last.chain[-1].cue):
            return False
        quote = self.quotes.find(last.end - 1)
        if not quote or self.text[quote.end : signed.start(1)].strip() or last.end < quote.end - 1:
            return False
        if not self.pending or self.pending[-1] != len(self.claims) - 1:
            self.pending = [len(self.claims) - 1]
        source = Span(*signed.span(2))
        lexicon = find_lexicon(self.language)
        kind = self.classify(source, lexicon)
        fragments = tuple(f for at in self.pending for f in self.claims[at].fragments)
        cue = Span(*signed.span(1))
        link = self.make_link(source, cue, fragments, kind, "signed_quotation", sentence, lexicon)
        for at in self.pending:
            claim = self.claims[at]
            self.claims[at] = replace(
                claim, chain=(link,), source_kind=kind, quote_kind=self.judge_quotes(claim.fragments)
            )
        self.pending = []
        self.speakers.note(link, index, segment_index, is_pronoun=False, is_singular=False)
        # A signature closes what its author said: the next quotation is someone else's.
        self.speakers.last_sentence = self.speakers.last_segment = -10
        return True

    def note_announced(self, index: int, segment_index: int, sentence: Span) -> None:
        """Remember the speaker of "Carol Reed said:" for the quotation in the next paragraph."""
        if self.text[sentence.end - 1] not in ":：" or sentence.end - sentence.start > MAX_ANALYSED:
            return
        at = sentence.end
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        quote = self.quotes.find(at)
        if quote and quote.start == at:
            subject = self.find_subject(sentence)
            if subject:
                link = Link(subject[0], None, sentence, (sentence,), subject[1])
                self.speakers.note(link, index, segment_index + 1, is_pronoun=False, is_singular=False)

    def note_introduced(self, index: int, segment_index: int, sentence: Span) -> None:
        """Remember whom a sentence is about when a quotation follows it at once: "Bob disagreed. “No.”"."""
        at = sentence.end
        while at < len(self.text) and self.text[at] in " \t\u00a0":
            at += 1
        quote = self.quotes.find(at)
        if not quote or quote.start != at or quote.start < sentence.end:
            return
        subject = self.find_subject(sentence)
        kinds = [SourceKind.NAMED_PERSON, SourceKind.ANONYMOUS]
        if self.language in ("fr", "es", "ru"):
            kinds.append(SourceKind.NAMED_ORGANISATION)
        if subject and subject[1] in kinds:
            link = Link(subject[0], None, sentence, (sentence,), subject[1])
            self.speakers.note(link, index, segment_index, is_pronoun=False, is_singular=False)

    def resolve_pending(self, links: list[Link]) -> None:
        """Give the quotation's earlier sentences the links of the clause that reports it at its end."""
        start = self.claims[self.pending[0]].start
        widened = tuple(
            stretch(
                link,
                Span(start, link.content.end),
                (*(f for i in self.pending for f in self.claims[i].fragments), *link.fragments),
            )
            for link in links
        )
        for at in self.pending:
            claim = self.claims[at]
            self.claims[at] = replace(
                claim,
                chain=widened,
                source_kind=widened[-1].kind,
                quote_kind=self.judge_quotes(claim.fragments),
            )
        self.rewrite_chain(links, widened)

    def is_reported_ahead(self, quote: Span) -> bool:
        """Tell “……。”王某说，…… in Chinese: the clause right behind the quotation reports it and goes on."""
        if not HAN.match(self.text, quote.end):
            return False
        clause = _CLAUSE_AHEAD.match(self.text, quote.end)
        if clause is None:
            return False
        verbs = tuple(load_lexicon("zh").verbs)
        # "抱怨道": a particle makes a verb of saying of any.
        return clause.group(1).endswith(verbs) or clause.group(1)[:-1].endswith(verbs)

    def resolve_ahead(self, link: Link) -> None:
        """Give the quotation right before a reporting clause its speaker; the clause goes on without it."""
        fragments = tuple(f for at in self.pending for f in self.claims[at].fragments)
        content = Span(fragments[0].start, fragments[-1].end)
        chain = (replace(link, content=content, fragments=fragments),)
        for at in self.pending:
            claim = self.claims[at]
            self.claims[at] = replace(
                claim,
                chain=chain,
                source_kind=link.kind,
                quote_kind=self.judge_quotes(claim.fragments),
            )

    def rewrite_chain(self, before: list[Link], after: tuple[Link, ...]) -> None:
        """Replace a chain in the claims just made by its widened form."""
        old = tuple(before)
        for at in range(len(self.claims) - 1, max(len(self.claims) - MAX_RESUMED - 2, -1), -1):
            claim = self.claims[at]
            if claim.end <= old[0].content.start:
                return
            if claim.chain and claim.chain[0].content == old[0].content and claim.chain == old:
                self.claims[at] = replace(claim, chain=after)

    def find_reported_speaker(self, index: int, sentence: Span) -> Link | None:
        """Return the speaker's link for a German sentence in the reporting subjunctive: the last one's
        right behind his report, else that of whom the sentence before is about.
        """
        if self.language not in list_languages():
            return None
        lexicon = load_lexicon(self.language)
        if not lexicon.reporting_subjunctive or sentence.end - sentence.start > MAX_ANALYSED:
            return None
        mood = judge_mood(self.print_outside_quotes(sentence), lexicon)
        distance = index - self.speakers.last_sentence
        speaker = self.speakers.last if distance == 1 else None
        if mood is Mood.REPORTED and not speaker:
            speaker = self.find_introduced() or (self.speakers.last if distance <= FARTHEST else None)
        if mood is Mood.PLAIN or not speaker:
            return None
        self.speakers.last, self.speakers.last_sentence = speaker, index
        return speaker

    def find_introduced(self) -> Link | None:
        """Return a link of whom the sentence before is about, where that can speak; None otherwise."""
        before = self.before
        subject = self.find_subject(before) if before else None
        if not before or not subject or subject[1] not in SPEAKING:
            return None
        if subject[1] is SourceKind.NAMED_PERSON:
            name = find_name(self.text, subject[0], load_lexicon(self.language))
            if not name or " " not in self.text[name.start : name.end]:
                return None
        return Link(subject[0], None, before, (before,), subject[1])

    def find_reported_run(self, index: int) -> tuple[Link, ...]:
        """Return the chain of the sentence right before, where it carries a report on in the subjunctive."""
        before = self.claims[-1].chain if self.claims else ()
        is_run = bool(before) and before[-1].rule == SUBJUNCTIVE and len(before[-1].fragments) < MAX_RESUMED
        return before if is_run and self.speakers.last_sentence == index - 1 else ()

    def widen(self, chain: tuple[Link, ...], fragment: Span) -> tuple[Link, ...]:
        """Return the chain with one more stretch of content, in the claims that carry it too."""
        widened = tuple(
            stretch(link, Span(link.content.start, fragment.end), (*link.fragments, fragment))
            for link in chain
        )
        self.rewrite_chain(list(chain), widened)
        return widened

    def find_dialogue_speaker(
        self, index: int, segment_index: int, segment: Segment, sentence: Span
    ) -> Link | None:
        """Return the last speaker's link for "— But we are" behind "— No, — said Bob." in a paragraph that
        a dash opens.
        """
        speakers = self.speakers
        before = self.text[max(sentence.start - 4, 0) : sentence.start].rstrip(" .\u00a0")
        is_opened = self.text[sentence.start] in DASHES or before.endswith(tuple(DASHES))
        is_dialogue = is_opened and self.text[segment.start] in DASHES
        if not is_dialogue or (speakers.last_sentence, speakers.last_segment) != (index - 1, segment_index):
            return None
        speakers.last_sentence = index
        return speakers.last

    def is_quoted_scrap(self, fragment: Span, segment: Segment, quote: Span | None) -> bool:
        """Tell a sentence of one word that a quotation opens with and goes on behind: «Глупости. ...»."""
        if not quote or segment.kind is SegmentKind.HEADING:
            return False
        is_opening = fragment.end < quote.end - 1 and fragment.start <= quote.start + 2
        return is_opening and has_letter(self.text, *fragment)

    def find_resumed(self, index: int, quote: Span) -> tuple[Link, ...] | None:
        """Return the chain of the sentence before that the quotation goes on with."""
        if not self.claims or self.speakers.last_sentence != index - 1:
            return None
        before = self.claims[-1]
        if not before.chain or len(before.chain[-1].fragments) >= MAX_RESUMED:
            return None
        is_same = quote.start < before.end
        return before.chain if is_same or before.quote_kind is QuoteKind.DIRECT else None

    def is_reported_later(self, quote: Span, segment: Segment) -> bool:
        """Tell whether a reporting clause follows the quotation's end in its paragraph."""
        tail = self.text[quote.end : min(quote.end + 60, segment.end)].lstrip(" ,，–—-\u00a0")
        if self.language == "en" and self.text[quote.end - 2] not in ",?!—–-…":
            # “..., a tax increase” for the rich: a sentence goes on behind the quotation, nobody says it.
            return False
        return bool(tail) and (tail[0].islower() or self.text[quote.end - 2] in ",，")

    def find_speaker(self, index: int, segment_index: int, quote: Span) -> Link | None:
        """Return the link of the last speaker when the quotation directly carries on from him."""
        speakers = self.speakers
        if not speakers.last or speakers.last.source is None:
            return None
        is_near = speakers.last_segment == segment_index or (
            speakers.last_sentence == index - 1 and speakers.last_segment >= segment_index - 2
        )
        return speakers.last if is_near else None

    def judge_quotes(self, fragments: tuple[Span, ...]) -> QuoteKind:
        """Return how much of the fragments stands between quotation marks, blanks and signs left aside."""
        return judge_quotes(self.text, fragments, self.quotes)

    def append(
        self,
        fragments: tuple[Span, ...],
        sentence: Span,
        chain: tuple[Link, ...],
        inherited_from: Span | None = None,
    ) -> None:
        """Add a claim with what follows from its fragments and chain."""
        self.claims.append(
            SplitClaim(
                start=fragments[0].start,
                end=fragments[-1].end,
                fragments=fragments,
                sentence=sentence,
                quote_kind=self.judge_quotes(fragments) if chain else QuoteKind.NONE,
                source_kind=chain[-1].kind if chain else SourceKind.NONE,
                atoms=split_atoms(self.text, fragments, self.quotes, self.language),
                chain=chain,
                inherited_from=inherited_from,
            )
        )


def _is_name(printed: str) -> bool:
    """Tell a name before a full stop from a sentence behind a dash: every longer word has a capital."""
    return all(word[0].isupper() for word in printed.split() if len(word) > SHORTEST_NAME)


def stretch(link: Link, content: Span, fragments: tuple[Span, ...]) -> Link:
    """Return the link with a wider content, at a third of what `dataclasses.replace` costs."""
    return Link(
        link.source,
        link.cue,
        content,
        fragments,
        link.kind,
        link.polarity,
        link.rule,
        link.flags,
        link.name_hint,
    )


def carry(speaker: Link, fragment: Span, rule: str) -> Link:
    """Return the link of a speaker known from before: it has no cue."""
    return Link(
        source=speaker.source,
        cue=None,
        content=fragment,
        fragments=(fragment,),
        kind=speaker.kind,
        rule=rule,
        flags=speaker.flags,
        name_hint=speaker.name_hint,
    )
