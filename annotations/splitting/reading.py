"""Who said what in one sentence of an article: the language it is read by, its links, their kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from annotations.splitting.antecedents import find_antecedent
from annotations.splitting.arabic import ArabicAnalyser
from annotations.splitting.attribution import Analyser
from annotations.splitting.chinese import analyse_chinese, find_chinese_subject, is_chinese_refusal
from annotations.splitting.detection import detect_sentence_language
from annotations.splitting.drafts import Draft, trim
from annotations.splitting.elements import Row, read_row
from annotations.splitting.genders import find_pronoun_gender
from annotations.splitting.inserted import part_quotation
from annotations.splitting.lexicon import FALLBACK, Lexicon, find_lexicon, list_languages, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.refusals import find_refusal, list_refusals, list_refusing_verbs, refuses
from annotations.splitting.sentences import HAN
from annotations.splitting.sources import load_classifier, opens_in_latin
from annotations.splitting.speakers import (
    ONE_PERSON,
    POSSESSIVES,
    PRONOUN_GROUPS,
    PRONOUN_THINGS,
    RELATIVES,
    Speakers,
)
from annotations.splitting.stance import (
    QUOTATION_MARKS,
    discloses_anonymity,
    find_flags,
    find_name,
    find_polarity,
    speaks_for_body,
)
from annotations.splitting.types import Link, LinkFlag, SourceKind, Span

LATIN_LANGUAGES = frozenset({"en", "es", "fr", "de"})
MIN_SHOUTED = 4
"""Fewer letters before a transcript's colon are "Q:" and "CNN:"."""
MAX_ANALYSED = 4000
"""A longer sentence is no sentence of prose; it is one unattributed claim."""
_WORDS = re.compile(r"[^\W_]+")
_TURN = re.compile(r"[A-Z]{2}[A-Z .]{0,40}:")
_SIGNED = re.compile(r"[”\"»]\s*[―—–-]{1,2}\s*[A-Z][^.]{2,60}\.?\Z")
"""A transcript's turn and a signed quotation: attributed without a word of saying."""
LONGEST_REFUSAL = 40
"""How long "«Sin comentarios»" and its like are at the most."""
ROMAN = frozenset({"fr", "es", "ru"})
"""Where an office without a name, too, may belong to somebody who asked not to be named, and a colon may
announce a quotation whatever the verb."""
VIEW_OPENERS = {"fr": "Pour ", "es": "Para "}
"""What opens a sentence of the rule for views, which has no cue of its own."""
DEFINITE_SINGULAR = {"fr": ("le ", "la ", "l’", "l'"), "es": ("el ", "la "), "ru": ("",)}


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
    refusals: dict[str, list[str]] = field(default_factory=dict)
    """The phrases of refusals that the article prints, by language: most articles print none."""

    def classify(self, span: Span, lexicon: Lexicon) -> SourceKind:
        """Return the kind of a source in its context: a pronoun takes its antecedent's."""
        lowered = self.text[span.start : span.end].strip().lower()
        found = find_antecedent(self.text, span, lexicon.code) if lowered in RELATIVES else None
        if found:
            return found[1]
        lowered = POSSESSIVES.get(lowered, lowered)
        is_pronoun = lowered in lexicon["pronouns"] and lowered not in lexicon["anonymous_nouns"]
        stands_for_person = lowered in RELATIVES or is_pronoun
        if self.before and stands_for_person:
            before, self.before = self.before, None
            subject = self.find_subject(before)
            if subject and self.text[slice(*subject[0])].lower() not in lexicon["pronouns"]:
                self.speakers.note_subject(*subject)
        if lowered in PRONOUN_GROUPS:
            return self.speakers.group
        if lowered in PRONOUN_THINGS:
            return self.speakers.thing
        if stands_for_person:
            return self.speakers.find_kind(lowered, self.text, lexicon.code)
        if lexicon.code in DEFINITE_SINGULAR and self.takes_up(lowered, lexicon):
            return SourceKind.NAMED_PERSON
        if self.opens_turn(span) and lowered not in lexicon["known_organisations"]:
            return SourceKind.NAMED_PERSON
        return load_classifier(self.find_source_code(span, lexicon)).classify(self.text, span)

    def opens_turn(self, span: Span) -> bool:
        """Tell "REED:" of a transcript, which prints last names in capitals, from a body's initials."""
        return (
            self.text[span.end : span.end + 1] == ":"
            and span.end - span.start >= MIN_SHOUTED
            and self.text[span.start : span.end].isupper()
        )

    def find_source_code(self, span: Span, lexicon: Lexicon) -> str:
        """Return the language a source is printed in: Chinese and Latin letters mix in one article."""
        printed = self.text[span.start : min(span.end, span.start + 80)]
        if lexicon.code == "zh":
            return "zh" if HAN.search(printed) and not opens_in_latin(printed) else FALLBACK
        if printed.isascii() or not HAN.search(printed) or opens_in_latin(printed):
            return lexicon.code
        return "zh"

    def takes_up(self, lowered: str, lexicon: Lexicon) -> bool:
        """Tell "la chercheuse" behind a named woman's words: a definite noun alone stands for the last
        speaker, as a pronoun does.
        """
        last = self.speakers.last
        articles = DEFINITE_SINGULAR[lexicon.code]
        noun = next((lowered[len(a) :] for a in articles if lowered.startswith(a)), "")
        if lexicon.code == "ru" and noun.endswith(tuple(lexicon["plural_endings"])):
            return False
        is_person = noun in lexicon["anonymous_nouns"] and noun not in lexicon["anonymous_phrases"]
        return is_person and last is not None and last.kind is SourceKind.NAMED_PERSON

    def link(self, draft: Draft, analyser: Analyser | ArabicAnalyser, lexicon: Lexicon) -> Link:
        """Return the draft as a link with offsets."""
        row = analyser.row
        fragments = analyser.spans(draft.content)
        source = row.span(*draft.source) if draft.source else None
        if isinstance(analyser, Analyser) and draft.source and draft.source[1] - draft.source[0] == 1:
            source = analyser.cut_contraction(draft.source[0])
        kind = draft.kind or (self.classify(source, lexicon) if source else SourceKind.UNSPECIFIED)
        if not source and not draft.kind and self.speakers.last:
            # The verb leaves its subject unsaid: it is whoever spoke last.
            source, kind = self.speakers.last.source, self.speakers.last.kind
        cue = _span_of_cue(row, *draft.cue) if draft.cue else None
        return self.make_link(source, cue, fragments, kind, draft.rule, row.span(0, len(row)), lexicon)

    def make_link(
        self,
        source: Span | None,
        cue: Span | None,
        fragments: tuple[Span, ...],
        kind: SourceKind,
        rule: str,
        sentence: Span,
        lexicon: Lexicon,
    ) -> Link:
        """Return the link with its polarity, its flags and the name a pronoun stands for."""
        content = Span(fragments[0].start, fragments[-1].end)
        polarity = find_polarity(self.text, cue, content, lexicon)
        if source is None:
            return Link(source, cue, content, fragments, kind, polarity, rule)
        printed = self.text[source.start : source.end]
        may_withhold = (
            kind is SourceKind.ANONYMOUS
            or speaks_for_body(printed, kind, lexicon.code)
            or (
                kind is SourceKind.NAMED_PERSON
                and lexicon.code in ROMAN
                and not find_name(self.text, source, lexicon)
            )
        )
        is_withheld = may_withhold and discloses_anonymity(
            self.print_around(fragments, sentence), lexicon.code
        )
        if is_withheld:
            # "a ministry spokesman said on condition of anonymity": then he speaks for no body.
            kind = SourceKind.ANONYMOUS
        flags = find_flags(printed, kind, lexicon.code, is_withheld=is_withheld)
        name = self.hint_name(source, kind, lexicon)
        return Link(source, cue, content, fragments, kind, polarity, rule, flags, name)

    def print_around(self, fragments: tuple[Span, ...], sentence: Span) -> str:
        """Return the sentence's text without quotations and a link's fragments, the last words of each
        behind a comma kept: they may be the speaker's adjunct.
        """
        parts, at = [], sentence.start
        for start, end in sorted((*fragments, *self.quotes.between(*sentence))):
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
        is_person = lowered not in RELATIVES and lowered in lexicon["pronouns"]
        if not is_person or kind is not SourceKind.NAMED_PERSON:
            return None
        person = speakers.find_person(find_pronoun_gender(lowered, lexicon), self.text, lexicon.code)
        named = person.source if person and person.kind is SourceKind.NAMED_PERSON else None
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
        return self.language in LATIN_LANGUAGES and (self.text.isascii() or not HAN.search(self.text))

    def find_language(self, sentence: Span) -> str:
        """Return the language whose rules the sentence is read by."""
        if self.is_one_language:
            return self.language
        return detect_sentence_language(self.print_outside_quotes(sentence), self.language)

    def find_parts(self, sentence: Span) -> list[Part]:
        """Return the sentence's attributed claims, none where nothing is attributed."""
        if sentence.end - sentence.start > MAX_ANALYSED:
            return []
        if self.is_one_language:
            return self.find_spaced(sentence, self.language)
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
        return self.find_chinese(sentence) if HAN.search(printed, 0, 8) else []

    def find_chinese(self, sentence: Span) -> list[Part]:
        """Return the attributed claims of a Chinese sentence."""
        lexicon = load_lexicon("zh")
        parts = []
        for links in analyse_chinese(self.text, sentence, self.quotes, lexicon):
            kinds = [
                self.classify(link.source, lexicon)
                if link.kind is SourceKind.NONE and link.source
                else link.kind
                for link in links
            ]
            judged = [
                self.make_link(link.source, link.cue, link.fragments, kind, link.rule, sentence, lexicon)
                for link, kind in zip(links, kinds, strict=True)
            ]
            parts.append(Part(judged, judged[-1].fragments))
        return parts

    def find_spaced(self, sentence: Span, code: str) -> list[Part]:
        """Return the attributed claims of a sentence in a language written with spaces."""
        lexicon = find_lexicon(code)
        quotes = part_quotation(self.text, sentence, self.quotes, lexicon)
        row = read_row(self.text, sentence, quotes, lexicon.code)
        if lexicon.cue_words.isdisjoint(row.words) and not self.may_attribute(sentence, lexicon.code):
            return []
        analyser = load_analyser(row, lexicon)
        found = analyser.analyse(0, len(analyser.row))
        drafted = [[self.link(draft, analyser, lexicon) for draft in claim.links] for claim in found]
        return [Part(links, links[-1].fragments) for links in drafted]

    def may_attribute(self, sentence: Span, code: str) -> bool:
        """Tell whether a sentence without a word of saying may still attribute: signed quotations, turns,
        French conditionals, views, quotations behind a colon.
        """
        printed = self.text[sentence.start : sentence.end]
        is_conditional = code == "fr" and ("rait" in printed or "raient" in printed)
        is_view = printed.startswith(VIEW_OPENERS.get(code, "\0"))
        if is_conditional or is_view or _TURN.match(printed):
            return True
        if code in ROMAN and (
            ": «" in printed or ":\u00a0«" in printed or ': "' in printed or ": “" in printed
        ):
            return True
        has_mark = "”" in printed or '"' in printed or "»" in printed
        return has_mark and _SIGNED.search(printed) is not None

    def find_subject(self, sentence: Span) -> tuple[Span, SourceKind] | None:
        """Return the noun phrase a sentence is about and its kind, None where no rule finds one."""
        if sentence.end - sentence.start > MAX_ANALYSED:
            return None
        code = self.find_language(sentence)
        lexicon = find_lexicon(code)
        if code == "zh":
            span = find_chinese_subject(self.text, sentence, self.quotes, lexicon)
        else:
            analyser = load_analyser(read_row(self.text, sentence, self.quotes, lexicon.code), lexicon)
            lo = analyser.skip_connectives(0, len(analyser.row))
            found = analyser.find_clause_subject(lo, len(analyser.row))
            span = analyser.row.span(*found) if found else None
        return (span, self.classify(span, lexicon)) if span else None

    def is_refusal(self, sentence: Span) -> bool:
        """Tell a refusal to comment, which claims nothing."""
        code = self.find_language(sentence)
        if code == "zh" and is_chinese_refusal(
            self.text[sentence.start : min(sentence.end, sentence.start + MAX_ANALYSED)]
        ):
            return True
        lexicon = find_lexicon(code)
        if code == "ar":
            end = min(sentence.end, sentence.start + MAX_ANALYSED)
            row = read_row(self.text, Span(sentence.start, end), self.quotes, code)
            return ArabicAnalyser(row, lexicon).is_refusal()
        if code not in self.refusals:
            self.refusals[code] = list_refusals(self.text.lower(), lexicon)
        phrases = self.refusals[code]
        if not phrases:
            return False
        printed = self.text[sentence.start : min(sentence.end, sentence.start + MAX_ANALYSED)].lower()
        return find_refusal(printed, phrases, lexicon)

    def is_refused(self, part: Part, sentence: Span) -> bool:
        """Tell a report that is none: its verb belongs to a refusal."""
        cue = part.links[0].cue
        verb = self.text[cue.start : cue.end].lower() if cue else ""
        if part.fragments[-1].end - part.fragments[0].start < LONGEST_REFUSAL:
            said = self.text[part.fragments[0].start : part.fragments[-1].end].lower()
            if said.strip(QUOTATION_MARKS + ".") in find_lexicon(self.language)["refusal_phrases"].phrases:
                return True
        if not cue or verb not in list_refusing_verbs(self.language):
            return False
        printed = self.text[sentence.start : min(sentence.end, sentence.start + MAX_ANALYSED)].lower()
        return refuses(printed, cue.start - sentence.start, self.language)

    def is_relative(self, link: Link) -> bool:
        """Tell whether the source is a relative pronoun."""
        source = link.source
        return source is not None and self.text[source.start : source.end].strip().lower() in RELATIVES

    def is_pronoun(self, link: Link) -> bool:
        """Tell whether the source is a pronoun of the article's language, or a Chinese one."""
        source = link.source
        return source is not None and self.text[source.start : source.end].strip().lower() in self.pronouns

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """The pronouns of the article's language, if it has a data file, and the Chinese ones."""
        codes = {self.language, "zh"}.intersection(list_languages())
        return frozenset().union(*(load_lexicon(code)["pronouns"] for code in codes))

    def is_singular(self, link: Link) -> bool:
        """Tell whether the source is printed as one person not named before."""
        head = self.text[link.source.start : link.source.start + 6].lower() if link.source else ""
        if head.startswith(ONE_PERSON):
            return True
        if self.language not in ("fr", "es", "ru") or not link.source or LinkFlag.GROUP in link.flags:
            return False
        words = _WORDS.findall(self.text[link.source.start : link.source.end].lower())
        return load_lexicon(self.language)["anonymous_phrases"].isdisjoint(words)


def load_analyser(row: Row, lexicon: Lexicon) -> Analyser | ArabicAnalyser:
    """Return what finds the attributions of a sentence in a language written with spaces."""
    return ArabicAnalyser(row, lexicon) if lexicon.code == "ar" else Analyser(row, lexicon)


def _span_of_cue(row: Row, lo: int, hi: int) -> Span:
    """Return the cue without signs at its edges; a colon alone is the cue of a transcript."""
    trimmed = trim(row, lo, hi)
    return row.span(*trimmed) if trimmed[0] < trimmed[1] else row.span(lo, hi)
