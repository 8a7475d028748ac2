"""Whether a dataset on disk is still what its manifest says; needs no settings and no database."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotations.dataset.files import FORMAT_VERSION, MANIFEST_NAME, FileEntry, Manifest

_BLOCK = 1 << 20


class NoDataset(ValueError):
    """A directory that is absent or holds no manifest; the message says what to do."""


class BadManifest(ValueError):
    """A manifest that is damaged, or of a format version that is not known here."""


def read_manifest(directory: Path) -> Manifest:
    """Return the manifest of a dataset directory. Raises NoDataset or BadManifest."""
    path = directory / MANIFEST_NAME
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NoDataset(
            f"{path} cannot be opened: {error.strerror}. Name the directory that an export was written to."
        ) from error
    try:
        return _manifest(json.loads(data))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadManifest(f"{MANIFEST_NAME} is damaged ({error}). Fetch the dataset again.") from error


def find_differences(directory: Path, manifest: Manifest) -> Iterator[str]:
    """Yield a sentence for each way in which the directory is not what the manifest says; none when it is.

    Every file is read once, in blocks. Files that start with a dot do not count as part of the dataset.
    """
    for entry in manifest.files:
        yield from _file_differences(directory / entry.name, entry)
    listed = {entry.name for entry in manifest.files} | {MANIFEST_NAME}
    for path in sorted(directory.iterdir()):
        if path.name not in listed and not path.name.startswith("."):
            yield f"{path.name}: is not in the manifest."


def _file_differences(path: Path, expected: FileEntry) -> Iterator[str]:
    try:
        found = _measure(path)
    except OSError as error:
        yield f"{expected.name}: cannot be read: {error.strerror}."
        return
    if found.bytes != expected.bytes:
        yield f"{expected.name}: has {found.bytes} bytes, the manifest says {expected.bytes}."
    if found.rows != expected.rows:
        yield f"{expected.name}: has {found.rows} rows, the manifest says {expected.rows}."
    if found.sha256 != expected.sha256:
        yield f"{expected.name}: has SHA-256 {found.sha256}, the manifest says {expected.sha256}."


def _measure(path: Path) -> FileEntry:
    digest, size, rows = sha256(), 0, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
            rows += block.count(b"\n")
    return FileEntry(name=path.name, sha256=digest.hexdigest(), bytes=size, rows=rows)


def _manifest(data: Any) -> Manifest:
    version = data["format_version"]
    if version != FORMAT_VERSION:
        raise ValueError(f"format version {version!r}; this program reads {FORMAT_VERSION}")
    return Manifest(format_version=FORMAT_VERSION, files=tuple(_entry(entry) for entry in data["files"]))


def _entry(data: Any) -> FileEntry:
    entry = FileEntry(name=data["name"], sha256=data["sha256"], bytes=data["bytes"], rows=data["rows"])
    if not isinstance(entry.name, str) or Path(entry.name).name != entry.name or "\0" in entry.name:
        raise ValueError(f"{entry.name!r} is no plain file name")
    return entry
