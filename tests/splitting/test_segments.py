"""What is reporting and what is the page around it, line by line; a reader wrote the expected kinds."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.splitting import Segment, SegmentKind, split_article
from annotations.splitting.lexicon import list_languages, load_lexicon
from annotations.splitting.segments import find_segments

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "segments"
SEEDS = ROOT / "seeds"
NOT_BODY: dict[str, dict[str, str]] = json.loads((GOLDEN / "seeds.json").read_text(encoding="utf-8"))
"""For each seed the first words of every line that is no reporting, with its subkind."""
PROSE = (SegmentKind.BODY, SegmentKind.HEADING)
CODES = {"mixed": "en"}


def name(segment: Segment) -> str:
    """Return what a reader calls it: the subkind, or the kind where it has none."""
    return segment.subkind or segment.kind.value


def list_lines(text: str, language: str) -> list[tuple[str, list[str]]]:
    """Return each line that is not blank with the names of the segments in it."""
    segments = find_segments(text, [load_lexicon(language)])
    lines = [match for match in re.finditer(r"[^\r\n]+", text) if match.group().strip()]
    return [
        (
            line.group(),
            [name(part) for part in segments if part.start < line.end() and line.start() < part.end],
        )
        for line in lines
    ]


def read_page(language: str) -> list[tuple[str, str]]:
    rows = (GOLDEN / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    return [(kind, line) for kind, _, line in (row.partition("\t") for row in rows)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("language", [*list_languages(), "mixed"])
def test_each_line_of_a_page_is_what_a_reader_calls_it(language: str, newline: str) -> None:
    page = read_page(language)
    text = newline.join(line for _, line in page)
    found = list_lines(text, CODES.get(language, language))
    expected = [(line, [kind, "body"] if kind == "dateline" else [kind]) for kind, line in page if line]
    assert found == expected


@pytest.mark.parametrize("file", sorted(NOT_BODY))
def test_each_line_of_a_seed_is_what_a_reader_calls_it(file: str) -> None:
    with (SEEDS / file).open(encoding="utf-8", newline="") as handle:
        text = handle.read()
    article = split_article(text)
    found = list_lines(text, article.language)
    clutter = {line: names[0] for line, names in found if names[0] not in ("body", "heading")}
    expected = {
        line: subkind
        for opening, subkind in NOT_BODY[file].items()
        for line, _ in found
        if line.startswith(opening)
    }
    assert clutter == expected
    assert len(expected) == len(NOT_BODY[file])


@pytest.mark.parametrize("file", sorted(path.name for path in SEEDS.glob("0*.txt")))
def test_no_seed_is_without_a_reader(file: str) -> None:
    assert file in NOT_BODY


@pytest.mark.parametrize(
    "line",
    [
        "By 2040, half of the fleet will be electric",
        "Get the vote out, Carol Reed told volunteers.",
        "Share of wind power rises to 41 per cent",
        "Photographs of the pier were shown in court.",
        "Copyright law must change, the minister said.",
        "Getty Images sued the company in March.",
        "2031 budget: three things to know",
        "Home Secretary resigns over ferry deal",
        "Analysis | The ferry deal faces its first test in court",
        "The poll asked 1,200 people (Northline/Ipsen) about ferries.",
        "Von der Leyen kündigt Rücktritt an",
        "Drucken wird teurer, sagte Bob Lin.",
        "Recibe cada año tres millones de visitantes.",
        "На фото видно, как паром тонет, сообщил очевидец.",
        "未经许可擅自施工的企业将被罚款。",
        "截图显示，轮渡已经停航。",
        "Accueil des réfugiés : la mairie renonce",
        "Por fin llega el barco a Valmar",
        "Реклама табака запрещена с понедельника.",
        "Подробнее о сделке министр говорить не стал.",
        "اشترك ثلاثة لاعبين في المباراة.",
        "订阅用户突破一百万，公司表示。",
        "记者从市政府获悉，新桥下月通车。",
        "来源不明的货物被查扣。",
    ],
)
def test_reporting_that_begins_like_clutter_stays(line: str) -> None:
    text = f"{line}\n\nThe council met on Monday to discuss the matter again."
    assert find_segments(text, [load_lexicon("en")])[0].kind in PROSE


@pytest.mark.parametrize(
    ("language", "line", "lead"),
    [
        ("en", "(CNN) The town voted on Monday.", "(CNN) "),
        ("en", "Sept. 4 (UPI) -- The town voted on Monday.", "Sept. 4 (UPI) -- "),
        ("en", "PORT ELLERY — The town voted on Monday.", "PORT ELLERY — "),
        ("de", "Rabental (nda) – Die Stadt baut um.", "Rabental (nda) – "),
        ("de", "Rabental – Die Stadt baut um.", "Rabental – "),
        ("de", "Rabental. Die Stadt baut um.", "Rabental. "),
        ("es", "Valmar, 3 mar (Agencia Sur). El barco volvió.", "Valmar, 3 mar (Agencia Sur). "),
        ("ru", "ВЕЛЬСК, 3 марта. /ВОЛГА/. Паром вернулся.", "ВЕЛЬСК, 3 марта. /ВОЛГА/. "),
        ("ar", "النور (وكالة الساحل) - عادت العبارات.", "النور (وكالة الساحل) - "),
        ("zh", "中新网云渡3月3日电 (记者 林小禾) 轮渡复航。", "中新网云渡3月3日电 (记者 林小禾) "),
        ("en", "Then came relief (or was it?) — nobody knew.", ""),
        ("en", "Dave Olsen (D-Marlow) — a baker — voted against it.", ""),
        ("de", "Papst Benedikt XVI. Die Stadt gedenkt seiner.", ""),
        ("zh", "警方3月3日讯问了两名嫌疑人。", ""),
    ],
)
def test_a_dateline_is_cut_off_its_report(language: str, line: str, lead: str) -> None:
    segments = find_segments(line, [load_lexicon(language)])
    assert "".join(line[p.start : p.end] for p in segments if p.subkind == "dateline") == lead


def test_a_label_takes_only_the_short_lines_under_it() -> None:
    text = "Read more\nA first headline\nA second one\nThe council met on Monday.\nAnother line"
    assert [name(part) for part in find_segments(text, [load_lexicon("en")])] == [
        "related",
        "related",
        "related",
        "body",
        "body",
    ]


def test_a_list_may_be_set_off_by_blank_lines() -> None:
    text = "It rained.\n\nRead more\n\nA first headline\n\nA second one\n\nThe council met on Monday.\n"
    names = [name(part) for part in find_segments(text, [load_lexicon("en")])]
    assert names == ["body", "related", "related", "related", "body"]


def test_the_title_below_a_page_s_links_is_no_link() -> None:
    text = "Most read\n\nFerry strike ends after nine days\n\nBy Alice Merton\n\nThe strike is over.\n"
    names = [name(part) for part in find_segments(text, [load_lexicon("en")])]
    assert names == ["related", "heading", "byline", "body"]


def test_a_reporter_in_the_news_is_no_author_note() -> None:
    note = "Alice Merton is a staff writer at the Marlow Post."
    text = f"The court heard two witnesses.\n\n{note}\n\nShe was arrested on Monday.\n\n{note}"
    assert [name(part) for part in find_segments(text, [load_lexicon("en")])] == [
        "body",
        "body",
        "body",
        "author",
    ]


def test_the_title_makes_a_claim_and_a_scrap_or_question_does_not() -> None:
    body = "\n\nThe council met on Monday.\n"
    assert len(split_article("Council puts off ferry vote" + body, language="en").claims) == 2
    assert len(split_article("Background" + body, language="en").claims) == 1
    assert len(split_article("Who pays for the ferry?" + body, language="en").claims) == 1


def test_no_claim_lies_in_the_clutter_of_a_seed() -> None:
    for path in SEEDS.glob("0*.txt"):
        with path.open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        openings = tuple(
            opening.strip() for opening, kind in NOT_BODY[path.name].items() if kind != "dateline"
        )
        claims = split_article(text).claims
        assert not [c for c in claims if text[c.sentence.start : c.sentence.end].startswith(openings)]


SCRAPS = st.sampled_from(
    [
        *"\n\r|>/·•#@©()[]（）：:.",
        "\n\n",
        "Read more",
        "相关阅读",
        "Photo: ",
        "By Alice",
        "😀 ",
        "➡️",
        "3 March 2031",
        "18:15",
        "PARIS — ",
        "本报3月3日讯",
        "Startseite",
        "Comments (3)",
        "x@y.z",
        " / BOB LIN",
        "\u3000",
        "\u200b",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(SCRAPS | st.text(max_size=5), max_size=40).map("".join), st.sampled_from(list_languages()))
def test_segments_cover_any_page_in_order(text: str, language: str) -> None:
    segments = find_segments(text, [load_lexicon(language)])
    assert "".join(text[part.start : part.end] for part in segments) == text
    assert all(first.end == second.start for first, second in pairwise(segments))
    assert all(bool(part.subkind) == (part.kind not in PROSE) for part in segments)
