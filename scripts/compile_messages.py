"""Write the `.mo` beside every `.po`: python -m scripts.compile_messages. It needs no GNU gettext."""

from pathlib import Path

import polib

LOCALE = Path(__file__).parent.parent / "annotations" / "locale"


def main() -> None:
    """Compile every catalogue; entries that are fuzzy or untranslated are left out, as msgfmt leaves them."""
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        catalogue = polib.pofile(source)
        catalogue.save_as_mofile(source.with_suffix(".mo"))
        print(f"{source.relative_to(LOCALE)}: {catalogue.percent_translated()} % translated")


if __name__ == "__main__":
    main()
