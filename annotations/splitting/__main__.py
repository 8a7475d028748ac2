"""`python -m annotations.splitting [--language xx] FILE...`: one JSON object a line."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from annotations.splitting import Link, SplitArticle, SplitClaim, split_article
from annotations.splitting.lexicon import list_languages


class UnreadableFile(Exception):
    """A file that holds no article; the message says what to do."""


def read_text(path: Path) -> tuple[str, str]:
    """Return the file's text, a BOM dropped and line breaks kept, and the SHA-256 of its bytes.

    Raises UnreadableFile for a file that is missing, empty, not UTF-8, or holds NUL characters.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise UnreadableFile(f"{path}: {reason}. Check the path and its permissions.") from error
    if not data:
        raise UnreadableFile(f"{path}: the file is empty. Give a file that holds an article.")
    if b"\x00" in data:
        raise UnreadableFile(
            f"{path}: holds NUL bytes, so it is no plain text. Save the article as UTF-8 text."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{path}: not valid UTF-8 at byte {error.start}. Save the article as UTF-8 text and try again."
        ) from error
    if not text.strip():
        raise UnreadableFile(f"{path}: holds only blanks. Give a file that holds an article.")
    return text, hashlib.sha256(data).hexdigest()


def describe_link(link: Link) -> dict[str, Any]:
    """Return the link as plain JSON values."""
    return {
        "source": link.source,
        "cue": link.cue,
        "content": link.content,
        "fragments": link.fragments,
        "kind": link.kind,
        "polarity": link.polarity,
        "rule": link.rule,
        "flags": sorted(link.flags),
        "name_hint": link.name_hint,
    }


def describe_claim(claim: SplitClaim) -> dict[str, Any]:
    """Return the claim as plain JSON values."""
    return {
        "start": claim.start,
        "end": claim.end,
        "fragments": claim.fragments,
        "sentence": claim.sentence,
        "quote_kind": claim.quote_kind,
        "source_kind": claim.source_kind,
        "atoms": claim.atoms,
        "chain": [describe_link(link) for link in claim.chain],
        "inherited_from": claim.inherited_from,
        "check_worthiness": {"score": claim.worthiness.score, "reasons": claim.worthiness.reasons},
        "normalized_text": claim.normalized_text,
    }


def describe_article(article: SplitArticle) -> dict[str, Any]:
    """Return the article's parts as plain JSON values, offsets in code points."""
    return {
        "language": article.language,
        "version": article.version,
        "segments": [
            {"start": part.start, "end": part.end, "kind": part.kind, "subkind": part.subkind}
            for part in article.segments
        ],
        "sentences": article.sentences,
        "claims": [describe_claim(claim) for claim in article.claims],
    }


def main(arguments: list[str] | None = None) -> int:
    """Print each file's parts; return 0, or 2 when a file could not be read, after all the others."""
    parser = argparse.ArgumentParser(
        prog="python -m annotations.splitting",
        description="Split articles into claims with their chains of attribution, one JSON object a line.",
    )
    parser.add_argument(
        "--language",
        metavar="xx",
        choices=list_languages(),
        help="do not detect the language: " + ", ".join(list_languages()),
    )
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    status = 0
    for path in options.files:
        try:
            text, digest = read_text(path)
        except UnreadableFile as error:
            print(error, file=sys.stderr)
            status = 2
            continue
        described = describe_article(split_article(text, language=options.language))
        line = json.dumps({"file": str(path), "sha256": digest, **described}, ensure_ascii=False)
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
