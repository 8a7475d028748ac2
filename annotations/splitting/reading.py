"""Who said what in one sentence of an article: the language it is read by, its links, their kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from annotations.splitting.attribution import Analyser
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
from annotations.splitting.types import Link, SourceKind, Span

FALLBACK = "en"
"""Whose rules serve a language without a data file: its stops and quotation marks are the common ones."""
LATIN_LANGUAGES = frozenset({"en", "es", "fr", "de"})
MAX_ANALYSED = 4000
"""A longer sentence is no sentence of prose; it is one unattributed claim."""
_WORDS = re.compile(r"[^\W_]+")
_CUE_TOKENS = re.compile(r"[^\W_]+(?:['’.\-‑&][^\W_]+)*")
_SIGNED_OR_TURN = re.compile(r"\A[A-Z]{2}[A-Z .]{0,40}:|[”\"»]\s*[―—–-]{1,2}\s*[A-Z][^.]{2,60}\.?\Z")
"""A transcript's turn or a signed quotation: attributed without a word of saying."""
_INSERTED = re.compile(r"[,?!…]\s[—–-]\s(?=[а-яё])")
_RESUMED = re.compile(r"[.,]\s[—–-]\s")


@dataclass
class Part:
    """A sentence's attribution in the making: links and the fragments of the claim."""

    links: list[Link]
    fragments: tuple[Span, ...]


@dataclass
class Reader:
    """Reads one article's sentences, each in the light of those before it."""

    text: str
    language: str
    quotes: QuoteMap
    speakers: Speakers = field(default_factory=Speakers)
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


def _span_of_cue(row: Row, lo: int, hi: int) -> Span:
    """Return the cue without signs at its edges; a colon alone is the cue of a transcript."""
    trimmed = trim(row, lo, hi)
    return row.span(*trimmed) if trimmed[0] < trimmed[1] else row.span(lo, hi)


def _cue_candidates(sentence: str) -> list[str]:
    """Return the lowered words a cue could begin with, parts of elided words too."""
    lowered = strip_marks(sentence.lower())
    words = _CUE_TOKENS.findall(lowered)
    if "'" in lowered or "’" in lowered or "-" in lowered:
        words += _WORDS.findall(lowered)
        words += [f"{word}{mark}" for word in ("d", "l", "qu") for mark in "'’" if f"{word}{mark}" in lowered]
    return words
