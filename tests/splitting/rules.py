"""What the rule tests share: a sentence's claims as one short line each."""

from annotations.splitting import split_article


def describe_claims(text: str, language: str) -> list[str]:
    """Return `source | cue | kind > ... :: claim` for each claim, outermost link first."""

    def show(span: tuple[int, int] | None) -> str:
        return text[slice(*span)] if span else "-"

    lines = []
    for claim in split_article(text, language=language).claims:
        chain = " > ".join(f"{show(link.source)} | {show(link.cue)} | {link.kind}" for link in claim.chain)
        words = " … ".join(show(part) for part in claim.fragments)
        lines.append(f"{chain} :: {words}" if chain else f":: {words}")
    return lines
