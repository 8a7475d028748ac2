"""An article's claims, built sentence by sentence: attributions, resumed quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from annotations.splitting.atoms import split_atoms, trim_claim
from annotations.splitting.attribution import Analyser
from annotations.splitting.carrying import Carried
from annotations.splitting.chinese import analyse_chinese, find_chinese_subject
from annotations.splitting.detection import detect_sentence_language
from annotations.splitting.drafts import Draft, trim
from annotations.splitting.elements import Row, read_row, strip_marks
from annotations.splitting.lexicon import Lexicon, list_languages, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.sentences import HAN, is_han
from annotations.splitting.sources import load_classifier
from annotations.splitting.speakers import ONE_PERSON, PRONOUN_GROUPS, PRONOUN_THINGS, RELATIVES, Speakers
from annotations.splitting.stance import (
    discloses_anonymity,
    find_flags,
    find_name,
    find_polarity,
    speaks_for_body,
)
from annotations.splitting.types import (
    Link,
    QuoteKind,
    Segment,
    SegmentKind,
    SourceKind,
    Span,
    SplitClaim,
)

FALLBACK = "en"
"""Whose rules serve a language without a data file: its stops and quotation marks are the common ones."""
LATIN_LANGUAGES = frozenset({"en", "es", "fr", "de"})
MAX_ANALYSED = 4000
"""A longer sentence is no sentence of prose; it is one unattributed claim."""
MAX_RESUMED = 40
"""How many stretches one link gathers; a longer quotation goes on with a new link: cost stays linear."""
_WORDS = re.compile(r"[^\W_]+")
_SIGNED_OR_TURN = re.compile(r"\A[A-Z]{2}[A-Z .]{0,40}:|[”\"»]\s*[―—–-]{1,2}\s*[A-Z][^.]{2,60}\.?\Z")
"""A transcript's turn or a signed quotation: attributed without a word of saying."""
_INSERTED = re.compile(r"[,?!…]\s[—–-]\s(?=[а-яё])")
_RESUMED = re.compile(r"[.,]\s[—–-]\s")
_SIGNATURE = re.compile(r"([―—–-]{1,2})\s*([^\W\d_](?:[^\n.,:;!?]|(?<=\b\w)\.){2,60})$")


@dataclass
class Part:
    """A sentence's attribution in the making: links and the fragments of the claim."""

    links: list[Link]
    fragments: tuple[Span, ...]


@dataclass
class Builder:
    """Builds one article's claims sentence by sentence."""

    text: str
    language: str
    quotes: QuoteMap
    speakers: Speakers = field(default_factory=Speakers)
    carried: Carried = field(default_factory=Carried)
    claims: list[SplitClaim] = field(default_factory=list)
    pending: list[int] = field(default_factory=list)
    """Claims inside a quotation whose reporting clause has not come yet."""
    before: Span | None = None
    """The sentence right before when nothing is attributed in it: a pronoun may stand for its subject."""

    def classify(self, span: Span, lexicon: Lexicon) -> SourceKind:
        """Return the kind of a source in its context: a pronoun takes its antecedent's."""
        lowered = self.text[span.start : span.end].strip().lower()
        classifier = load_classifier(lexicon.code)
        if self.before and (lowered in RELATIVES or classifier.is_pronoun(self.text, span)):
            before, self.before = self.before, None
            subject = self.find_subject(before)
            if subject and subject[1] is SourceKind.NAMED_PERSON:
                self.speakers.person, self.speakers.person_source = subject[1], subject[0]
        if lowered in PRONOUN_GROUPS:
            return self.speakers.group
        if lowered in PRONOUN_THINGS:
            return self.speakers.thing
        if lowered in RELATIVES or classifier.is_pronoun(self.text, span):
            return self.speakers.person
        if lexicon.code != "zh" and any(is_han(c) for c in lowered[:80]):
            return load_classifier("zh").classify(self.text, span)
        return classifier.classify(self.text, span)

    def link(self, draft: Draft, analyser: Analyser, lexicon: Lexicon) -> Link:
        """Return the draft as a link with offsets."""
        row = analyser.row
        fragments = analyser.spans(draft.content)
        source = row.span(*draft.source) if draft.source else None
        kind = draft.kind or (self.classify(source, lexicon) if source else SourceKind.UNSPECIFIED)
        if not source and not draft.kind and self.speakers.last:
            # The verb leaves its subject unsaid: it is whoever spoke last.
            source, kind = self.speakers.last.source, self.speakers.last.kind
        link = Link(
            source=source,
            cue=_span_of_cue(row, *draft.cue) if draft.cue else None,
            content=Span(fragments[0].start, fragments[-1].end),
            fragments=fragments,
            kind=kind,
            rule=draft.rule,
        )
        return self.describe(link, row.span(0, len(row)), lexicon)

    def describe(self, link: Link, sentence: Span, lexicon: Lexicon) -> Link:
        """Return the link with its polarity, its flags and the name a pronoun stands for."""
        polarity = find_polarity(self.text, link.cue, link.content, lexicon)
        if link.source is None:
            return replace(link, polarity=polarity) if polarity is not link.polarity else link
        printed = self.text[link.source.start : link.source.end]
        may_withhold = link.kind is SourceKind.ANONYMOUS or speaks_for_body(printed, link.kind, lexicon.code)
        is_withheld = may_withhold and discloses_anonymity(self.print_around(link, sentence), lexicon.code)
        # "a ministry spokesman said on condition of anonymity": then he speaks for no body.
        kind = SourceKind.ANONYMOUS if is_withheld else link.kind
        flags = find_flags(printed, kind, lexicon.code, is_withheld=is_withheld)
        name = self.hint_name(link.source, kind, lexicon)
        return replace(link, kind=kind, polarity=polarity, flags=flags, name_hint=name)

    def print_around(self, link: Link, sentence: Span) -> str:
        """Return the sentence's text without quotations and the link's content, the content's last words
        behind a comma kept: they may be the speaker's adjunct.
        """
        parts, at = [], sentence.start
        for start, end in sorted((*link.fragments, *self.quotes.between(*sentence))):
            comma = max(self.text.rfind(sign, start, end) for sign in ",，،")
            parts.append(self.text[at : max(start, at)])
            at = max(at, comma if comma > start and not self.quotes.find(comma) else end)
        return " ".join([*parts, self.text[at : sentence.end]])

    def hint_name(self, source: Span, kind: SourceKind, lexicon: Lexicon) -> Span | None:
        """Return the name that a pronoun as source seems to stand for, None for any other source."""
        lowered = self.text[source.start : source.end].strip().lower()
        speakers = self.speakers
        if lowered in PRONOUN_GROUPS:
            return speakers.group_source
        if lowered in PRONOUN_THINGS:
            return speakers.thing_source
        is_person = lowered not in RELATIVES and load_classifier(lexicon.code).is_pronoun(self.text, source)
        named = speakers.person_source if is_person and kind is SourceKind.NAMED_PERSON else None
        return find_name(self.text, named, lexicon) if named else None

    def print_outside_quotes(self, sentence: Span) -> str:
        """Return the sentence's text outside quotations, or the whole where one holds it all."""
        if not self.quotes.has_any(*sentence):
            return self.text[sentence.start : sentence.end]
        parts, at = [], sentence.start
        for quote in self.quotes.between(*sentence):
            parts.append(self.text[at : max(quote.start, at)])
            at = min(quote.end, sentence.end)
        outside = "".join([*parts, self.text[at : sentence.end]])
        return outside if any(map(str.isalpha, outside)) else self.text[sentence.start : sentence.end]

    @cached_property
    def is_one_language(self) -> bool:
        """Whether every sentence is in the article's language, which is written in Latin letters
        and prints no Han character.
        """
        return self.language in LATIN_LANGUAGES and not HAN.search(self.text)

    def find_language(self, sentence: Span) -> str:
        """Return the language whose rules the sentence is read by."""
        if self.is_one_language:
            return self.language
        return detect_sentence_language(self.print_outside_quotes(sentence), self.language)

    def find_parts(self, sentence: Span) -> list[Part]:
        """Return the sentence's attributed claims, none where nothing is attributed."""
        if sentence.end - sentence.start > MAX_ANALYSED:
            return []
        code = self.find_language(sentence)
        if code == "zh":
            return self.find_chinese(sentence) or (
                self.find_spaced(sentence, FALLBACK) if self.language in ("zh", "en") else []
            )
        return self.find_spaced(sentence, code) or self.find_in_other_script(sentence, code)

    def find_in_other_script(self, sentence: Span, code: str) -> list[Part]:
        """Return what Chinese rules find in a sentence of two scripts that its main language's do not:
        "据悉，the strips ...".
        """
        printed = self.text[sentence.start : sentence.end]
        if code == "zh" or self.language not in ("zh", "en") or printed.isascii():
            return []
        return self.find_chinese(sentence) if any(map(is_han, printed[:8])) else []

    def find_chinese(self, sentence: Span) -> list[Part]:
        """Return the attributed claims of a Chinese sentence."""
        lexicon = load_lexicon("zh")
        parts = []
        for links in analyse_chinese(self.text, sentence, self.quotes, lexicon):
            judged = [
                link
                if link.kind is not SourceKind.NONE or not link.source
                else replace(link, kind=self.classify(link.source, lexicon))
                for link in links
            ]
            judged = [self.describe(link, sentence, lexicon) for link in judged]
            parts.append(Part(judged, judged[-1].fragments))
        return parts

    def find_spaced(self, sentence: Span, code: str) -> list[Part]:
        """Return the attributed claims of a sentence in a language written with spaces."""
        lexicon = load_lexicon(code if code in list_languages() else FALLBACK)
        printed = self.text[sentence.start : sentence.end]
        if lexicon.cue_words.isdisjoint(_cue_candidates(printed)) and not _SIGNED_OR_TURN.search(printed):
            return []
        quotes = self.part_quotation(sentence, lexicon) if lexicon.code == "ru" else self.quotes
        analyser = Analyser(read_row(self.text, sentence, quotes, lexicon.code), lexicon)
        found = analyser.analyse(0, len(analyser.row))
        drafted = [[self.link(draft, analyser, lexicon) for draft in claim.links] for claim in found]
        return [Part(links, links[-1].fragments) for links in drafted]

    def part_quotation(self, sentence: Span, lexicon: Lexicon) -> QuoteMap:
        """Return the quotations with the one that opens the sentence cut around a clause set into it, as
        Russian prints it: «Пора, — сказала она. — Идём».
        """
        quote = self.quotes.find(sentence.start)
        inserted = _INSERTED.search(self.text, sentence.start, sentence.end) if quote else None
        if not quote or not inserted or inserted.end() > quote.end:
            return self.quotes
        verb = _WORDS.match(self.text, inserted.end())
        if not verb or verb.group().lower() not in lexicon.verbs:
            return self.quotes
        again = _RESUMED.search(self.text, verb.end(), min(quote.end, sentence.end))
        parts = [Span(sentence.start, inserted.start() + (self.text[inserted.start()] != ","))]
        parts += [Span(again.end(), min(quote.end, sentence.end))] if again else []
        return QuoteMap([*parts, *(q for q in self.quotes.between(*sentence) if q != quote)])

    def take_signature(self, index: int, segment_index: int, sentence: Span) -> bool:
        """Give the quotation right before "― Carol Reed" to her; tell whether this was such a signature."""
        signed = _SIGNATURE.match(self.text, *sentence)
        last = self.claims[-1] if self.claims else None
        if not signed or not last or (last.chain and last.chain[-1].cue):
            return False
        quote = self.quotes.find(last.end - 1)
        if not quote or self.text[quote.end : signed.start(1)].strip() or last.end < quote.end - 1:
            return False
        if not self.pending or self.pending[-1] != len(self.claims) - 1:
            self.pending = [len(self.claims) - 1]
        source = Span(*signed.span(2))
        lexicon = load_lexicon(self.language if self.language in list_languages() else FALLBACK)
        kind = self.classify(source, lexicon)
        first = self.claims[self.pending[0]].start
        fragments = tuple(f for at in self.pending for f in self.claims[at].fragments)
        content, cue = Span(first, last.end), Span(*signed.span(1))
        link = Link(source, cue, content, fragments, kind, rule="signed_quotation")
        link = self.describe(link, sentence, lexicon)
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

    def take(self, index: int, segment_index: int, segment: Segment, sentence: Span) -> None:
        """Add the sentence's claims."""
        if self.text[sentence.start] in "―—–-" and self.take_signature(index, segment_index, sentence):
            return
        parts = [part for part in self.find_parts(sentence) if part.fragments]
        quote = self.quotes.find(sentence.start)
        if not parts:
            self.take_unattributed(index, segment_index, segment, sentence, quote)
            self.note_announced(index, segment_index, sentence)
            self.before = sentence
            return
        self.before = None
        for part in parts:
            self.add(part, sentence)
        self.carried.note(parts[-1].links, self.text, index, segment_index)
        origin = next(
            (link for part in reversed(parts) for link in reversed(part.links) if link.source), None
        )
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
        self.pending = []

    def is_pronoun(self, link: Link) -> bool:
        """Tell whether the source is a pronoun of the article's language, or a Chinese one."""
        codes = {self.language, "zh"} & set(list_languages())
        return link.source is not None and any(
            load_classifier(code).is_pronoun(self.text, link.source) for code in codes
        )

    def is_singular(self, link: Link) -> bool:
        """Tell whether the source is printed as one person not named before."""
        head = self.text[link.source.start : link.source.start + 6].lower() if link.source else ""
        return head.startswith(ONE_PERSON)

    def resolve_pending(self, links: list[Link]) -> None:
        """Give the quotation's earlier sentences the links of the clause that reports it at its end."""
        start = self.claims[self.pending[0]].start
        widened = tuple(
            replace(
                link,
                content=Span(start, link.content.end),
                fragments=(*(f for i in self.pending for f in self.claims[i].fragments), *link.fragments),
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

    def rewrite_chain(self, before: list[Link], after: tuple[Link, ...]) -> None:
        """Replace a chain in the claims just made by its widened form."""
        old = tuple(before)
        for at in range(len(self.claims) - 1, max(len(self.claims) - MAX_RESUMED - 2, -1), -1):
            if self.claims[at].chain == old:
                self.claims[at] = replace(self.claims[at], chain=after)

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
        if not fragment or not self.is_claim(fragment, segment):
            self.pending = self.pending if quote else []
            if quote and self.speakers.last_sentence == index - 1:
                # A scrap inside a quotation ("Yes.") does not end what is carried on.
                self.speakers.last_sentence = index
            return
        if quote is None or quote.end < fragment.end:
            self.pending = []
            speaker = self.find_reported_speaker(index, sentence)
            if not speaker:
                self.note_introduced(index, segment_index, sentence)
            chain = (carry(speaker, fragment, "german_subjunctive"),) if speaker else ()
            lexicon = load_lexicon(self.language if self.language in list_languages() else FALLBACK)
            inherited = self.carried.find(self.text, fragment, index, segment_index, lexicon)
            inherited = None if speaker else inherited
            self.append((fragment,), sentence, chain, inherited)
            return
        speaker = self.find_speaker(index, segment_index, quote)
        if not speaker or (quote.end > sentence.end and self.is_reported_later(quote, segment)):
            self.append((fragment,), sentence, ())
            self.pending.append(len(self.claims) - 1)
            return
        resumed = self.find_resumed(index, quote)
        if resumed:
            widened = tuple(
                replace(
                    link,
                    content=Span(link.content.start, fragment.end),
                    fragments=(*link.fragments, fragment),
                )
                for link in resumed
            )
            self.rewrite_chain(list(resumed), widened)
            self.append((fragment,), sentence, widened)
            self.speakers.last_sentence, self.speakers.last_segment = index, segment_index
            return
        self.append((fragment,), sentence, (carry(speaker, fragment, "carried_quotation"),))
        self.speakers.last_sentence, self.speakers.last_segment = index, segment_index

    def note_introduced(self, index: int, segment_index: int, sentence: Span) -> None:
        """Remember whom a sentence is about when a quotation follows it at once: "Bob disagreed. “No.”"."""
        at = sentence.end
        while at < len(self.text) and self.text[at] in " \t\u00a0":
            at += 1
        quote = self.quotes.find(at)
        if not quote or quote.start != at or quote.start < sentence.end:
            return
        subject = self.find_subject(sentence)
        if subject and subject[1] in (SourceKind.NAMED_PERSON, SourceKind.ANONYMOUS):
            link = Link(subject[0], None, sentence, (sentence,), subject[1])
            self.speakers.note(link, index, segment_index, is_pronoun=False, is_singular=False)

    def find_subject(self, sentence: Span) -> tuple[Span, SourceKind] | None:
        """Return the noun phrase a sentence is about and its kind, None where no rule finds one."""
        if sentence.end - sentence.start > MAX_ANALYSED:
            return None
        code = self.find_language(sentence)
        lexicon = load_lexicon(code if code in list_languages() else FALLBACK)
        if code == "zh":
            span = find_chinese_subject(self.text, sentence, self.quotes, lexicon)
        else:
            analyser = Analyser(read_row(self.text, sentence, self.quotes, lexicon.code), lexicon)
            lo = analyser.skip_connectives(0, len(analyser.row))
            found = analyser.find_clause_subject(lo, len(analyser.row))
            span = analyser.row.span(*found) if found else None
        return (span, self.classify(span, lexicon)) if span else None

    def is_refusal(self, sentence: Span) -> bool:
        """Tell a refusal to comment, which claims nothing."""
        code = self.find_language(sentence)
        lexicon = load_lexicon(code if code in list_languages() else FALLBACK)
        printed = self.text[sentence.start : min(sentence.end, sentence.start + MAX_ANALYSED)].lower()
        return any(phrase in printed for phrase in lexicon["refusal_phrases"].phrases)

    def find_reported_speaker(self, index: int, sentence: Span) -> Link | None:
        """Return the last speaker's link for a German sentence in the reporting subjunctive right
        behind his report.
        """
        if self.language not in list_languages() or self.speakers.last_sentence != index - 1:
            return None
        verbs = load_lexicon(self.language).reporting_subjunctive
        printed = self.text[sentence.start : min(sentence.end, sentence.start + MAX_ANALYSED)].lower()
        if not self.speakers.last or verbs.isdisjoint(_WORDS.findall(printed)):
            return None
        self.speakers.last_sentence = index
        return self.speakers.last

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

    def is_claim(self, fragment: Span, segment: Segment) -> bool:
        """Tell a claim from a scrap: in a heading no question and at least four words, elsewhere two."""
        printed = self.text[fragment.start : min(fragment.end, fragment.start + 400)]
        words = len(_WORDS.findall(printed))
        han = 0 if printed.isascii() else len(HAN.findall(printed))
        is_heading = segment.kind is SegmentKind.HEADING
        if is_heading and printed.rstrip('"”’»」』').endswith(("?", "？", "؟")):
            return False
        return han >= (7 if is_heading else 4) or words >= (4 if is_heading else 2)

    def add(self, part: Part, sentence: Span) -> None:
        """Add an attributed claim."""
        self.append(part.fragments, sentence, tuple(part.links))

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
                atoms=split_atoms(self.text, fragments, self.quotes),
                chain=chain,
                inherited_from=inherited_from,
            )
        )

    def has_letter(self, start: int, end: int) -> bool:
        """Tell whether a letter or digit stands in the stretch."""
        return start < end and _WORDS.search(self.text, start, end) is not None

    def judge_quotes(self, fragments: tuple[Span, ...]) -> QuoteKind:
        """Return how much of the fragments stands between quotation marks, blanks and signs left aside."""
        inside = outside = False
        for fragment in fragments:
            at = fragment.start
            for quote in self.quotes.between(*fragment):
                outside |= self.has_letter(at, min(max(quote.start, at), fragment.end))
                inside |= self.has_letter(max(quote.start, fragment.start), min(quote.end, fragment.end))
                at = max(at, min(quote.end, fragment.end))
            outside |= self.has_letter(at, fragment.end)
        if not inside:
            return QuoteKind.INDIRECT
        return QuoteKind.MIXED if outside else QuoteKind.DIRECT


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


def _span_of_cue(row: Row, lo: int, hi: int) -> Span:
    """Return the cue without signs at its edges; a colon alone is the cue of a transcript."""
    trimmed = trim(row, lo, hi)
    return row.span(*trimmed) if trimmed[0] < trimmed[1] else row.span(lo, hi)


_CUE_TOKENS = re.compile(r"[^\W_]+(?:['’.\-‑&][^\W_]+)*")


def _cue_candidates(sentence: str) -> list[str]:
    """Return the lowered words a cue could begin with, parts of elided words too."""
    lowered = strip_marks(sentence.lower())
    words = _CUE_TOKENS.findall(lowered)
    if "'" in lowered or "’" in lowered or "-" in lowered:
        words += _WORDS.findall(lowered)
        words += [f"{word}{mark}" for word in ("d", "l", "qu") for mark in "'’" if f"{word}{mark}" in lowered]
    return words
