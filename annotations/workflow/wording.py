"""The pure cores' English sentences, in the language of whoever reads them.

Cores know no Django, so each says its errors and reasons in English. They are written out here once more
because the translators' tool reads only what stands inside a call of gettext.
"""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

from annotations import reading
from annotations.agreement import Reason
from annotations.reading import Note, ReadingError

UNNAMED = gettext_noop("The text")

SENTENCES = frozenset(
    {
        gettext_noop("%(name)s cannot be read."),
        gettext_noop(
            "%(name)s is empty or holds only blanks. Choose a file that holds the article's text, or paste "
            "it."
        ),
        gettext_noop(
            "%(name)s has %(size)d bytes; at most %(limit)d are read. Split it into one file an article."
        ),
        gettext_noop(
            "%(name)s is not a text file (see byte or character %(offset)d). Save the article as plain text "
            "in UTF-8 and try again."
        ),
        gettext_noop(
            "%(name)s is not valid %(encoding)s at byte %(offset)d. Choose the encoding that it was saved "
            "in, or save it as UTF-8."
        ),
        gettext_noop(
            "%(encoding)s is no encoding known here, so %(name)s was not read. Choose one of: %(known)s."
        ),
        gettext_noop(
            "%(name)s holds half of a broken character at position %(offset)d. Copy the text again from its "
            "origin, or delete the character there."
        ),
        gettext_noop(
            "%(name)s has an extension that is not read here. Save the article as one of: %(known)s."
        ),
        gettext_noop(
            "%(name)s has no column called text; its first row is: %(found)s. Name the columns in the first "
            "row: %(known)s."
        ),
        gettext_noop("This row cannot be read (%(reason)s). The other rows are not touched by it."),
        gettext_noop(
            "This row has %(fields)d fields, and the first row names %(columns)d. A text that holds the "
            "separator has to stand between quotation marks."
        ),
        gettext_noop(
            "This row is longer than %(limit)d characters, which is the most that is read of one article."
        ),
        gettext_noop(
            "This row does not end: a quotation mark is opened in it and never closed. It and everything "
            "after it were not read. Close the quotation mark and choose the file again."
        ),
        gettext_noop("The column %(column)s has to hold one line of text."),
        gettext_noop("“%(value)s” is no date. Write it as year, month and day: 2026-03-02."),
        gettext_noop(
            "The id “%(value)s” stands in row %(row)d already. Give each article an id of its own, or none."
        ),
        gettext_noop("An invisible byte order mark at the start was dropped; positions count from after it."),
        gettext_noop("The file was read as UTF-16, as its byte order mark says."),
    }
)

# The core speaks of units, raters and labels; the workbench of claims, reviewers and verdicts.
REASONS = {
    Reason.NO_RATINGS: gettext_noop("There are no verdicts yet."),
    Reason.NO_UNIT_RATED_TWICE: gettext_noop(
        "No claim has verdicts of two reviewers, so there is nothing to compare."
    ),
    Reason.ONE_LABEL_ONLY: gettext_noop(
        "Only one verdict was used, so agreement by chance is certain and agreement beyond it is undefined."
    ),
    Reason.LABEL_NOT_USED: gettext_noop("No claim that two reviewers judged was given this verdict."),
    Reason.NO_SHARED_UNIT: gettext_noop("The two reviewers judged no claim in common."),
    Reason.NO_ORDER: gettext_noop(
        "The figure weighs how far verdicts lie apart, and verdicts have no order."
    ),
    Reason.LABELS_NOT_NUMERIC: gettext_noop("The figure needs numbers, and verdicts are none."),
    Reason.LABELS_NOT_RATIO: gettext_noop("The figure needs numbers from 0 upwards, and verdicts are none."),
    Reason.RATINGS_MISSING: gettext_noop(
        "The figure needs every reviewer's verdict on every claim, and some are missing."
    ),
    Reason.PAIR_UNDEFINED: gettext_noop(
        "The figure is a mean over all pairs of reviewers, and that of one pair is undefined."
    ),
    Reason.TOO_FEW_CLUSTERS: gettext_noop(
        "An interval needs claims that two reviewers judged in at least two articles."
    ),
    Reason.REPLICATE_UNDEFINED: gettext_noop(
        "The figure hangs on a single article or reviewer: leave that out, and it is undefined."
    ),
    Reason.NO_VARIATION: gettext_noop(
        "The figure stays the same whichever article is left out, so nothing tells how certain it is."
    ),
    Reason.TOO_MANY_LABELS: gettext_noop("There are too many different verdicts to compute this."),
}


def say(word: ReadingError | Note | Reason) -> str:
    """Return the sentence of an error of reading, a note on it, or a reason why a figure is missing, in the
    reader's language."""
    if isinstance(word, Note):
        return gettext(reading.explain(word))
    if isinstance(word, Reason):
        return gettext(REASONS[word])
    name = word.params["name"]
    return gettext(word.sentence) % {**word.params, "name": gettext(UNNAMED) if name == UNNAMED else name}
