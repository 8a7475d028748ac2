"""Languages by name, for the codes that articles carry."""

from __future__ import annotations

from django.utils.translation import get_language_info, gettext_lazy

CHOICES = [
    ("", gettext_lazy("Detect it")),
    ("ar", gettext_lazy("Arabic")),
    ("zh", gettext_lazy("Chinese")),
    ("en", gettext_lazy("English")),
    ("fr", gettext_lazy("French")),
    ("de", gettext_lazy("German")),
    ("ru", gettext_lazy("Russian")),
    ("es", gettext_lazy("Spanish")),
]
"""What a person may say an article is written in; detecting knows more."""


def language_name(code: str) -> str:
    """Return the language's name in the reader's language, or the code where no name is known."""
    named = dict(CHOICES[1:])
    if code in named:
        return str(named[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
