"""Encodings of text files by the scripts that they are for; what is not chosen is never guessed."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.reading import ENCODINGS

_SCRIPTS = {
    "gb18030": _("Chinese, simplified"),
    "big5": _("Chinese, traditional"),
    "shift_jis": _("Japanese"),
    "euc-jp": _("Japanese"),
    "euc-kr": _("Korean"),
    "windows-1250": _("Central European"),
    "windows-1251": _("Cyrillic"),
    "windows-1252": _("Western European"),
    "windows-1253": _("Greek"),
    "windows-1254": _("Turkish"),
    "windows-1255": _("Hebrew"),
    "windows-1256": _("Arabic"),
    "koi8-r": _("Cyrillic"),
    "iso-8859-1": _("Western European"),
    "iso-8859-2": _("Central European"),
    "iso-8859-5": _("Cyrillic"),
    "iso-8859-6": _("Arabic"),
    "iso-8859-15": _("Western European"),
}


def list_encodings() -> list[tuple[str, str]]:
    """Return the choices of a form, in the reader's language; the empty one is UTF-8 or what a mark says."""
    named = [
        (name, f"{name} – {_SCRIPTS[name]}" if name in _SCRIPTS else name)
        for name in ENCODINGS
        if name != "utf-8"
    ]
    return [("", gettext("UTF-8, or as the file itself says")), *named]
