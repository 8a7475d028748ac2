import hashlib
import json
from pathlib import Path

import pytest

from annotations.splitting.__main__ import main


def write(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    return str(path)


def test_one_json_object_a_line(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    data = "\ufeffCarol said that it rained.\r\n".encode()
    assert main([write(tmp_path / "a.txt", data), write(tmp_path / "b.txt", b"It rained today.")]) == 0
    lines = capsysbinary.readouterr().out.splitlines()
    first = json.loads(lines[0])
    assert len(lines) == 2
    assert first["sha256"] == hashlib.sha256(data).hexdigest()
    assert first["claims"][0]["chain"][0]["source"] == [0, 5]
    assert first["segments"] == [{"start": 0, "end": 28, "kind": "body", "subkind": ""}]


def test_a_claim_s_score_and_proposal(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["--language", "en", write(tmp_path / "a.txt", b"Mayor Carol Reed said she left in 2019.")])
    claim = json.loads(capsysbinary.readouterr().out)["claims"][0]
    assert claim["check_worthiness"] == {"score": 0.5, "reasons": ["date", "past_event"]}
    assert claim["normalized_text"] == "Mayor Carol Reed left in 2019."


def test_links_and_claims_tell_what_is_known_of_them(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = b"Two officials said the dam leaks. The dam was built in 1950."
    main(["--language", "en", write(tmp_path / "a.txt", data)])
    first, second = json.loads(capsysbinary.readouterr().out)["claims"]
    told = {key: first["chain"][0][key] for key in ("polarity", "rule", "flags", "name_hint")}
    expected = {"polarity": "asserts", "rule": "verb_before_content", "flags": ["group"], "name_hint": None}
    assert told == expected
    assert (first["inherited_from"], second["inherited_from"]) == (None, [0, 13])


def test_the_language_can_be_given(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    main(["--language", "de", write(tmp_path / "a.txt", b"Alice")])
    assert json.loads(capsysbinary.readouterr().out)["language"] == "de"


@pytest.mark.parametrize("data", [b"", b"  \n", b"a\x00b", b"\xff\xfe", b"\xc3"])
def test_a_file_that_is_no_article_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    assert main([write(tmp_path / "bad.txt", data)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "bad.txt" in captured.err


def test_a_missing_file_does_not_stop_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.txt"), write(tmp_path / "a.txt", b"It rained today.")]) == 2
    captured = capsys.readouterr()
    assert "none.txt" in captured.err
    assert "a.txt" in captured.out
