"""Write the claims of the first sample article into docs/splitting.md: python -m scripts.seed_table."""

from pathlib import Path

from annotations.splitting import Link, Polarity, Span, SplitClaim, split_article

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "splitting.md"
SEED = ROOT / "seeds" / "000_7fe4986ec0dc1bf2.txt"
BEGIN = "<!-- written by: python -m scripts.seed_table -->\n"
END = "<!-- end of what is written -->\n"
HEAD = "| # | claim | chain, outermost first | quote | origin | worth |\n|---|---|---|---|---|---|\n"


def main() -> None:
    """Write the page anew; everything outside the two marks stays."""
    PAGE.write_text(put_table(PAGE.read_text(encoding="utf-8"), make_table()), encoding="utf-8")


def put_table(page: str, table: str) -> str:
    """Return the page with the table between its marks; ValueError where a mark is missing or doubled."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    if page.count(BEGIN) != 1 or rest.count(END) != 1:
        raise ValueError(f"the page needs one line {BEGIN.strip()} and below it one {END.strip()}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def make_table() -> str:
    """Return a Markdown table of all claims of the article, in reading order."""
    with SEED.open(encoding="utf-8", newline="") as file:
        text = file.read()
    claims = split_article(text).claims
    return HEAD + "".join(describe_claim(text, claim, number) for number, claim in enumerate(claims, 1))


def describe_claim(text: str, claim: SplitClaim, number: int) -> str:
    """Return a claim's row; a wording that stands alone is below the words where it adds some."""
    words = " … ".join(print_span(text, span) for span in claim.fragments)
    proposal = escape(claim.normalized_text)
    if proposal[1:].rstrip(".") != words[1:].rstrip("."):
        words += f"<br>⇒ {proposal}" if proposal else ""
    chain = " → ".join(describe_link(text, link) for link in claim.chain) or "–"
    if claim.inherited_from:
        chain += f" (after {print_span(text, claim.inherited_from)}?)"
    score = f"{claim.worthiness.score:.2f}"
    return f"| {number} | {words} | {chain} | {claim.quote_kind} | {claim.source_kind} | {score} |\n"


def describe_link(text: str, link: Link) -> str:
    """Return a link's source and cue as printed, a pronoun's name, the polarity unless asserted, the rule."""
    source, cue = print_span(text, link.source), print_span(text, link.cue)
    hint = f" (= {print_span(text, link.name_hint)}?)" if link.name_hint else ""
    polarity = f" **{link.polarity}**" if link.polarity is not Polarity.ASSERTS else ""
    return f"{source}{hint} / *{cue}*{polarity} `{link.rule}`"


def print_span(text: str, span: Span | None) -> str:
    """Return the words of a span, fit for a cell; `–` where there is none."""
    return escape(text[span.start : span.end]) if span else "–"


def escape(words: str) -> str:
    """Return the words on one line, with nothing in them that would end the cell."""
    return " ".join(words.split()).replace("|", r"\|")


if __name__ == "__main__":
    main()
