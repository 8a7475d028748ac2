"""Sentences that only tell who said the one before: "Об этом сообщил X", "Así lo anunció X"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from annotations.splitting.attribution import Analyser
from annotations.splitting.drafts import Draft
from annotations.splitting.elements import read_row
from annotations.splitting.lexicon import find_lexicon
from annotations.splitting.pointing import Pointing
from annotations.splitting.reading import MAX_ANALYSED
from annotations.splitting.types import Link, Segment, Span

OPENINGS = {
    "ru": ("об этом ",),
    "es": ("así lo ", "así se lo "),
    "fr": ("c’est ce qu", "c'est ce qu"),
}
"""How such a sentence begins."""


@dataclass
class PointedBack(Pointing):
    """Gives the sentence before to the one whom such a sentence names."""

    def take_pointed(self, index: int, segment_index: int, segment: Segment, sentence: Span) -> bool:
        """Put the speaker on the chains of the sentence before, outermost; tell whether this was such a
        sentence, which is no claim of its own.
        """
        openings = OPENINGS.get(self.language)
        if not openings or sentence.end - sentence.start > MAX_ANALYSED:
            return False
        if not self.text[sentence.start : sentence.start + 20].lower().startswith(openings):
            return False
        claims = self._list_before(segment, sentence)
        links = self._find_pointed(sentence, claims) if claims else []
        if not links:
            return False
        for at in claims:
            claim = self.claims[at]
            content = replace_content(links, claim.fragments)
            chain = (*content, *claim.chain)
            kind, quotes = chain[-1].kind, self.judge_quotes(claim.fragments)
            self.claims[at] = replace(
                claim, chain=chain, source_kind=kind, quote_kind=quotes, inherited_from=None
            )
        self.speakers.note(links[-1], index, segment_index, is_pronoun=False, is_singular=False)
        return True

    def _list_before(self, segment: Segment, sentence: Span) -> list[int]:
        """Return the places of the claims of the sentence right before, in the same paragraph."""
        last = self.claims[-1].sentence if self.claims else None
        if not last or last.start < segment.start or self.text[last.end : sentence.start].strip():
            return []
        return [
            at
            for at, claim in enumerate(self.claims[-4:], max(len(self.claims) - 4, 0))
            if claim.sentence == last
        ]

    def _find_pointed(self, sentence: Span, claims: list[int]) -> list[Link]:
        """Return the links that the sentence names, outermost first."""
        lexicon = find_lexicon(self.language)
        row = read_row(self.text, sentence, self.quotes, lexicon.code)
        analyser = Analyser(row, lexicon)
        found = analyser.find_named_back(0, len(row))
        fragments = self.claims[claims[0]].fragments
        return [self._point(draft, analyser, sentence, fragments) for draft in found]

    def _point(self, draft: Draft, analyser: Analyser, sentence: Span, fragments: tuple[Span, ...]) -> Link:
        row, lexicon = analyser.row, analyser.lexicon
        source = row.span(*draft.source) if draft.source else None
        cue = row.span(*draft.cue) if draft.cue else None
        kind = self.classify(source, lexicon) if source else self.speakers.person
        return self.make_link(source, cue, fragments, kind, "pointed_back", sentence, lexicon)


def replace_content(links: list[Link], fragments: tuple[Span, ...]) -> list[Link]:
    """Return the links with another content."""
    content = Span(fragments[0].start, fragments[-1].end)
    return [replace(link, content=content, fragments=fragments) for link in links]
