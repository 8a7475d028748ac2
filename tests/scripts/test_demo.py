"""The demo's own secret key."""

import stat
from pathlib import Path

from scripts.demo import read_secret_key


def test_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    key = read_secret_key(path)
    assert len(key) >= 50
    assert read_secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]
