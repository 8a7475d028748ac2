import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.dataset import OffsetMismatch, RecordError, SpanRecord, jsonl_lines
from tests.dataset.records import END, START, TEXT, make_article, make_claim, make_review

GOLDEN = Path(__file__).parents[1] / "golden" / "dataset" / "claim.jsonl"


def write_one(**changes):
    return json.loads(next(jsonl_lines([make_claim(**changes)])))


def test_a_line_is_what_it_has_always_been():
    assert next(jsonl_lines([make_claim()])) == GOLDEN.read_bytes()


def test_a_claim_is_one_line_whatever_it_holds():
    lines = list(jsonl_lines([make_claim(1), make_claim(2)]))
    assert [json.loads(line)["claim_id"] for line in lines] == [1, 2]
    assert all(line.count(b"\n") == 1 and line.endswith(b"\n") for line in lines)
    assert "谈判".encode() in lines[0]


def test_words_leave_out_source_and_cue():
    claim = write_one()
    assert claim["text"] == "The talks, aides said, failed on Monday"
    assert claim["words"] == ["The talks", "failed on Monday"]


def test_utf16_offsets_count_an_emoji_twice():
    claim = write_one()
    utf16 = TEXT.encode("utf-16-le")
    assert utf16[2 * claim["start_utf16"] : 2 * claim["end_utf16"]].decode("utf-16-le") == claim["text"]
    assert claim["start_utf16"] == claim["start"] + 1


@given(st.text(alphabet=st.sampled_from("a🕊谈\r\n"), min_size=1), st.data())
def test_utf16_offsets_cut_the_same_text(text, data):
    article = make_article(text)
    at = data.draw(st.integers(0, len(text)))
    assert text[:at].encode("utf-16-le") == text.encode("utf-16-le")[: 2 * article.utf16_offset(at)]


def test_context_is_32_code_points_or_what_there_is():
    claim = write_one()
    assert claim["prefix"] == "🕊 谈判\r\n"
    assert claim["suffix"] == TEXT[END:][:32]


@pytest.mark.parametrize(
    ("start", "end"), [(START + 1, END), (START, END + 1), (START, START), (-5, END), (START, 10_000)]
)
def test_wrong_offsets_are_refused_with_the_claim(start, end):
    with pytest.raises(OffsetMismatch, match=r"Claim 41 cannot be written: the claim") as caught:
        list(jsonl_lines([make_claim(41, start=start, end=end, fragments=())]))
    assert caught.value.claim_id == 41


@pytest.mark.parametrize("part", ["source", "cue", "content"])
def test_every_span_of_the_chain_is_verified(part):
    link = make_claim().chain[0]
    wrong = type(link)(**{**vars(link), part: SpanRecord(0, 1, "x")})
    with pytest.raises(OffsetMismatch, match=f"{part} of link 1"):
        write_one(chain=(wrong,))


@pytest.mark.parametrize(
    "fragments", [((START - 1, END),), ((START, END + 1),), ((START, START),), ((20, 25), (18, 22))]
)
def test_fragments_stay_in_order_within_their_claim(fragments):
    with pytest.raises(OffsetMismatch, match="fragment"):
        write_one(fragments=fragments)


@pytest.mark.parametrize(("verdict", "skip_reason"), [(None, None), ("verified", "opinion")])
def test_a_review_is_a_verdict_or_a_skip(verdict, skip_reason):
    with pytest.raises(RecordError, match="rater-a needs a verdict or a skip reason"):
        write_one(reviews=(make_review(verdict=verdict, skip_reason=skip_reason),))


def test_times_are_written_in_utc_and_need_a_zone():
    there = datetime(2026, 3, 3, 11, 0, tzinfo=timezone(timedelta(hours=2)))
    line = write_one(reviews=(make_review(reviewed_at=there),))
    assert line["reviews"][0]["reviewed_at"] == "2026-03-03T09:00:00+00:00"
    with pytest.raises(RecordError, match="without a zone"):
        write_one(reviews=(make_review(reviewed_at=there.replace(tzinfo=None)),))


def test_a_simulated_review_makes_its_claim_simulated():
    with pytest.raises(RecordError, match="simulated"):
        write_one(reviews=(make_review(is_simulated=True),), is_simulated=False)


def test_half_a_character_names_its_claim():
    with pytest.raises(RecordError, match="Claim 41"):
        list(jsonl_lines([make_claim(41, reviews=(make_review(justification="\ud83d"),))]))


def test_a_link_may_lack_its_source_and_cue():
    link = make_claim().chain[0]
    bare = replace(link, source=None, cue=None, kind="unspecified")
    assert write_one(chain=(bare,))["chain"][0]["source"] is None
