"""A dataset on disk: `claims.jsonl` and the `manifest.json` that vouches for it."""

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from annotations.dataset.lines import jsonl_lines
from annotations.dataset.records import ClaimRecord

FORMAT_VERSION = 1
"""Raised when a reader of the former version would misread the files."""

CLAIMS_NAME = "claims.jsonl"
MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True)
class FileEntry:
    """One file as it was written."""

    name: str
    sha256: str
    bytes: int
    rows: int


@dataclass(frozen=True)
class Manifest:
    """What a dataset directory holds."""

    format_version: int
    files: tuple[FileEntry, ...]

    def to_json(self) -> str:
        """Return the manifest as its file holds it."""
        return json.dumps(asdict(self), indent=2, sort_keys=True) + "\n"


def write_jsonl(records: Iterable[ClaimRecord], path: Path) -> FileEntry:
    """Write a claim a line to `path`, whole or not at all, and return its name, hash, size and rows.

    Raises RecordError for a claim that cannot be written and OSError from the disk; then whatever stood at
    `path` before still does.
    """
    with _replacing(path) as part:
        return _write_lines(part, path.name, jsonl_lines(records))


def write_dataset(directory: Path, records: Iterable[ClaimRecord]) -> Manifest:
    """Write `claims.jsonl` and `manifest.json` into `directory` (made if absent) and return the manifest.

    Both are finished under temporary names before either gets its own, so an interrupted export leaves the
    former dataset, or nothing. Raises as `write_jsonl`.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with ExitStack() as finishing:
        manifest_part = finishing.enter_context(_replacing(directory / MANIFEST_NAME))
        claims_part = finishing.enter_context(_replacing(directory / CLAIMS_NAME))
        entry = _write_lines(claims_part, CLAIMS_NAME, jsonl_lines(records))
        manifest = Manifest(format_version=FORMAT_VERSION, files=(entry,))
        _write_lines(manifest_part, MANIFEST_NAME, [manifest.to_json().encode()])
    return manifest


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Hand out a name beside `path` to write to; it becomes `path` at the end, or vanishes on an error."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        yield part
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _write_lines(path: Path, name: str, lines: Iterable[bytes]) -> FileEntry:
    digest, size, rows = sha256(), 0, 0
    with path.open("xb") as file:
        for line in lines:
            file.write(line)
            digest.update(line)
            size += len(line)
            rows += 1
        file.flush()
        os.fsync(file.fileno())
    return FileEntry(name=name, sha256=digest.hexdigest(), bytes=size, rows=rows)


def _sync_directory(directory: Path) -> None:
    if os.name != "posix":  # elsewhere a directory cannot be opened, and a rename needs no more
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
