"""`python -m annotations.dataset verify DIR`: check a dataset on any machine, without a database."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from annotations.dataset.verifying import BadManifest, NoDataset, find_differences, read_manifest


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when the dataset is whole, 1 when it differs from its manifest, 2 when there is none."""
    parser = argparse.ArgumentParser(prog="python -m annotations.dataset", description="Work on a dataset.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="compare every file with the manifest")
    verify.add_argument("directory", type=Path, metavar="DIR", help="the directory that holds manifest.json")
    return _verify(parser.parse_args(arguments).directory)


def _verify(directory: Path) -> int:
    try:
        manifest = read_manifest(directory)
    except NoDataset as error:
        print(error, file=sys.stderr)
        return 2
    except BadManifest as error:
        print(error, file=sys.stderr)
        return 1
    differences = list(find_differences(directory, manifest))
    for difference in differences:
        print(difference, file=sys.stderr)
    if differences:
        return 1
    for entry in manifest.files:
        print(f"{entry.name}: {entry.rows} rows, {entry.bytes} bytes, as the manifest says.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
