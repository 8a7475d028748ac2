"""Markdown that people wrote, as HTML that is safe to show."""

from __future__ import annotations

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Pictures would be fetched from elsewhere, which the content security policy forbids anyway.
_TAGS = nh3.ALLOWED_TAGS - {"img"}
_parser = MarkdownIt("commonmark", {"html": False}).enable("table")


def render_markdown(text: str) -> SafeString:
    """Return the text as sanitised HTML; its headings go one level down, below the page's own."""
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    return mark_safe(nh3.clean(html, tags=_TAGS))  # noqa: S308 - sanitised by nh3 on this very line
