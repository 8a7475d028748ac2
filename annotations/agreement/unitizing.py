"""When raters cut the text themselves: did they cut it the same?

A *section* is a stretch of one text that a rater marked with a label; whatever a rater did not mark is gap.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from annotations.agreement.figures import Figure, Reason, undefined

MATCH = 0.5
"""Two sections are the same from this intersection over union on."""


@dataclass(frozen=True, order=True)
class Section:
    """A marked stretch, half open, of the text it lies in; of one rater and label no two overlap."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True)
class Text:
    """A text with the sections of each rater; a rater who cut it and marked nothing has an empty list."""

    length: int
    sections: Mapping[str, Sequence[Section]]


class BadSections(ValueError):
    """Sections that overlap or leave the text; the message says which."""


@dataclass(frozen=True)
class BoundaryFigures:
    """How far the borders of two raters' sections fall together, over texts both cut."""

    first: str
    second: str
    shared: int
    """Borders that both set; `own` and `others` count those of the first and the second."""

    own: int
    others: int
    precision: Figure
    """Of the second's borders the share that the first set too; `n` counts the borders divided by."""

    recall: Figure
    f1: Figure


@dataclass(frozen=True)
class Match:
    """Sections of two raters that are the same, and those left over."""

    pairs: tuple[tuple[Section, Section], ...]
    first_alone: tuple[Section, ...]
    second_alone: tuple[Section, ...]


@dataclass(frozen=True)
class Unitizing:
    """Krippendorff's alpha for unitizing, over all labels and for each."""

    overall: Figure
    by_label: dict[str, Figure]


def compare_boundaries(texts: Iterable[Text]) -> list[BoundaryFigures]:
    """Return the agreement on borders of every pair of raters, by name; a border is a place where a section
    starts or ends. Raises BadSections."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for text in texts:
        borders = {rater: _borders(_checked(text, rater)) for rater in text.sections}
        for first, second in combinations(sorted(borders), 2):
            counts = found[first, second]
            counts[0] += len(borders[first] & borders[second])
            counts[1] += len(borders[first])
            counts[2] += len(borders[second])
    return [
        BoundaryFigures(
            first,
            second,
            shared,
            own,
            others,
            precision=_share(shared, others),
            recall=_share(shared, own),
            f1=_share(2 * shared, own + others),
        )
        for (first, second), (shared, own, others) in sorted(found.items())
    ]


def match_sections(first: Sequence[Section], second: Sequence[Section], *, least: float = MATCH) -> Match:
    """Return the sections matched one to one, greedily: the largest intersection over union first, of equal
    ones the earliest; below `least` nothing is matched."""
    candidates = []
    for own in first:
        for other in second:
            inside = min(own.end, other.end) - max(own.start, other.start)
            if inside <= 0:
                continue
            union = max(own.end, other.end) - min(own.start, other.start)
            if inside >= least * union:
                candidates.append((-inside / union, own, other))
    pairs: list[tuple[Section, Section]] = []
    taken: set[Section] = set()
    others_taken: set[Section] = set()
    for _overlap, own, other in sorted(candidates):
        if own not in taken and other not in others_taken:
            pairs.append((own, other))
            taken.add(own)
            others_taken.add(other)
    return Match(
        tuple(sorted(pairs)),
        tuple(section for section in first if section not in taken),
        tuple(section for section in second if section not in others_taken),
    )


def alpha_unitizing(texts: Sequence[Text]) -> Unitizing:
    """Return Krippendorff's alpha_U over texts that all the same raters cut, joined end to end, gaps broken
    at their borders.

    Krippendorff, K. (2004), Content analysis, 2nd edition, section 11.5, p. 251-255. `n` counts sections.
    Undefined with fewer than two raters and where nobody marked anything. Raises BadSections, also where a
    rater did not cut a text.
    """
    raters = sorted({rater for text in texts for rater in text.sections})
    if len(raters) < 2:
        return Unitizing(undefined(Reason.NO_UNIT_RATED_TWICE if raters else Reason.NO_RATINGS), {})
    for text in texts:
        for rater in raters:
            if rater not in text.sections:
                raise BadSections(f"Rater {rater} did not cut every text, so their texts cannot be joined.")
    length = sum(text.length for text in texts)
    labels = sorted({one.label for text in texts for sections in text.sections.values() for one in sections})
    by_label, all_observed, all_expected, all_marked = {}, 0.0, 0.0, 0
    for label in labels:
        lines = {rater: _line(texts, rater, label) for rater in raters}
        marked = sum(stretch.is_marked for line in lines.values() for stretch in line)
        observed = _observed(list(lines.values()), length)
        expected = _expected(list(lines.values()), length)
        by_label[label] = _alpha(observed, expected, marked)
        all_observed, all_expected, all_marked = (
            all_observed + observed,
            all_expected + expected,
            all_marked + marked,
        )
    return Unitizing(_alpha(all_observed, all_expected, all_marked), by_label)


@dataclass(frozen=True)
class _Stretch:
    """A section of the label or a gap between such, on the joined texts."""

    start: int
    length: int
    is_marked: bool


def _line(texts: Sequence[Text], rater: str, label: str) -> list[_Stretch]:
    """Return the joined texts as the rater cut them for one label; every text border ends a gap."""
    line = []
    offset = 0
    for text in texts:
        at = 0
        for section in _checked(text, rater, label):
            if section.start > at:
                line.append(_Stretch(offset + at, section.start - at, is_marked=False))
            line.append(_Stretch(offset + section.start, section.end - section.start, is_marked=True))
            at = section.end
        if text.length > at:
            line.append(_Stretch(offset + at, text.length - at, is_marked=False))
        offset += text.length
    return line


def _observed(lines: Sequence[Sequence[_Stretch]], length: int) -> float:
    """Return D_o: the squared distances of overlapping stretches of all ordered pairs of raters."""
    total = sum(_distance(one, two) for one, two in combinations(lines, 2))
    return 2 * total / (len(lines) * (len(lines) - 1) * length**2)


def _distance(one: Sequence[_Stretch], two: Sequence[_Stretch]) -> int:
    """Return the summed distances of two lines, walking along both."""
    total = first = second = 0
    while first < len(one) and second < len(two):
        own, other = one[first], two[second]
        end, others_end = own.start + own.length, other.start + other.length
        if own.is_marked and other.is_marked:
            total += (own.start - other.start) ** 2 + (end - others_end) ** 2
        elif own.is_marked and other.start <= own.start and end <= others_end:
            total += own.length**2
        elif other.is_marked and own.start <= other.start and others_end <= end:
            total += other.length**2
        first += end <= others_end
        second += others_end <= end
    return total


def _expected(lines: Sequence[Sequence[_Stretch]], length: int) -> float:
    """Return D_e: the distance to be expected if all sections and gaps were laid out at random."""
    marked = [stretch.length for line in lines for stretch in line if stretch.is_marked]
    gaps = sorted(stretch.length for line in lines for stretch in line if not stretch.is_marked)
    places = len(lines) * length
    below = places * (places - 1) - sum(own * (own - 1) for own in marked)
    if not marked or below == 0:
        return 0.0
    above = 0.0
    sums = [0, *accumulate(gaps)]
    for own in marked:
        short = bisect_left(gaps, own)
        room = sums[-1] - sums[short] - (len(gaps) - short) * (own - 1)
        above += (len(marked) - 1) * (2 * own**3 - 3 * own**2 + own) / 3 + own**2 * room
    return 2 / length * above / below


def _alpha(observed: float, expected: float, marked: int) -> Figure:
    if not marked:
        return undefined(Reason.NO_RATINGS)
    if expected == 0:
        return undefined(Reason.ONE_LABEL_ONLY, n=marked)
    return Figure(1 - observed / expected, marked)


def _checked(text: Text, rater: str, label: str | None = None) -> list[Section]:
    """Return the rater's sections in order, of one label those alone, which must not overlap."""
    ordered = sorted(one for one in text.sections[rater] if label is None or one.label == label)
    at = 0
    for section in ordered:
        if not 0 <= section.start < section.end <= text.length:
            raise BadSections(
                f"Rater {rater}: the section {section.start} to {section.end} is empty or leaves the text of "
                f"{text.length} characters."
            )
        if label is not None and section.start < at:
            raise BadSections(f"Rater {rater}: two sections {label!r} overlap at {section.start}.")
        at = section.end
    return ordered


def _borders(sections: Iterable[Section]) -> set[int]:
    return {place for section in sections for place in (section.start, section.end)}


def _share(part: int, whole: int) -> Figure:
    return Figure(part / whole, whole) if whole else undefined(Reason.NO_RATINGS)
