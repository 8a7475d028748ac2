"""Articles written for this project, each with its claims judged by a reader.

Beside each article lies its gold: the claims with their fragments, quote kind and chain. For each language
the tests report precision, recall and F1 of five measures, and hold each F1 to the floor in `floors.json`:

claims
    the fragments, exact to the character
sources, cues
    the source and the cue of each link, exact; a link without one counts as such. Cues are measured on the
    articles whose gold gives them
kinds
    the source of each link with its kind
whole
    the claim with all its fragments, its quote kind, and the source and kind of every link
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from annotations.splitting import SplitClaim, split_article

GOLDEN = Path(__file__).parents[1] / "golden" / "splitting"
FLOORS: dict[str, dict[str, float]] = json.loads((GOLDEN / "floors.json").read_text(encoding="utf-8"))
ARTICLES = sorted(GOLDEN.glob("*.txt"))

Marks = dict[str, Counter[Any]]


def read_pair(path: Path) -> tuple[str, dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def write_plain(claim: SplitClaim) -> dict[str, Any]:
    """Return what was found in the shape of the gold."""
    links = [{"source": link.source, "cue": link.cue, "kind": link.kind.value} for link in claim.chain]
    return {"fragments": claim.fragments, "quote_kind": claim.quote_kind.value, "chain": links}


def count_marks(claims: list[dict[str, Any]], *, has_cues: bool) -> Marks:
    """Return what each measure counts in one article; spans of unlike articles never meet."""
    marks: Marks = {name: Counter() for name in ("claims", "sources", "cues", "kinds", "whole")}
    for claim in claims:
        fragments = tuple(tuple(part) for part in claim["fragments"])
        sources = [tuple(link["source"] or ()) for link in claim["chain"]]
        kinds = [link["kind"] for link in claim["chain"]]
        marks["claims"][fragments] += 1
        marks["sources"].update(sources)
        marks["kinds"].update(zip(sources, kinds, strict=True))
        marks["whole"][fragments, tuple(sources), tuple(kinds), claim["quote_kind"]] += 1
        if has_cues:
            marks["cues"].update(tuple(link["cue"] or ()) for link in claim["chain"])
    return marks


def measure_language(language: str) -> tuple[dict[str, tuple[float, float, float]], list[str]]:
    """Return precision, recall and F1 by measure, and a line for each claim missed (-) or invented (+)."""
    hits, expected, found = Counter[str](), Counter[str](), Counter[str]()
    differences = []
    for path in ARTICLES:
        text, gold = read_pair(path)
        if path.stem.partition("_")[0] != language:
            continue
        has_cues = all("cue" in link for claim in gold["claims"] for link in claim["chain"])
        right = count_marks(gold["claims"], has_cues=has_cues)
        given = count_marks([write_plain(claim) for claim in split_article(text).claims], has_cues=has_cues)
        for name in right:
            hits[name] += (right[name] & given[name]).total()
            expected[name] += right[name].total()
            found[name] += given[name].total()
        for sign, rest in (("-", right["whole"] - given["whole"]), ("+", given["whole"] - right["whole"])):
            differences += [
                f"{path.stem} {fragments[0][0]:5} {sign} {show_mark(text, (fragments, *more))}"
                for fragments, *more in rest
            ]
    shares = {
        name: (
            hits[name] / found[name],
            hits[name] / expected[name],
            2 * hits[name] / (found[name] + expected[name]),
        )
        for name in expected
        if expected[name]
    }
    return shares, sorted(differences)


def show_mark(text: str, mark: tuple[Any, ...]) -> str:
    fragments, sources, kinds, quote_kind = mark
    chain = " > ".join(
        f"{text[slice(*source)] if source else '-'} ({kind})"
        for source, kind in zip(sources, kinds, strict=True)
    )
    return f"{chain} :: {' … '.join(text[start:end] for start, end in fragments)} ({quote_kind})"


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_no_f1_falls_below_its_floor(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    shares, differences = measure_language(language)
    with capsys.disabled():
        figures = "  ".join(f"{name} {p:.3f} {r:.3f} {f1:.3f}" for name, (p, r, f1) in shares.items())
        print(f"\n{language:5} P R F1  {figures}", end=" ")  # noqa: T201 (the figures are read in the run's output)
    fallen = {name: shares[name][2] for name, floor in FLOORS[language].items() if shares[name][2] < floor}
    assert not fallen, "\n".join([str(fallen), *differences])


def test_each_language_has_floors_and_six_articles() -> None:
    articles = Counter(path.stem.partition("_")[0] for path in ARTICLES)
    assert set(FLOORS) == set(articles)
    assert min(articles.values()) >= 6


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_the_language_is_found(path: Path) -> None:
    text, gold = read_pair(path)
    assert split_article(text).language == gold["language"]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_gold_spans_print_what_they_say(path: Path) -> None:
    text, gold = read_pair(path)
    for claim in gold["claims"]:
        assert " … ".join(text[start:end] for start, end in claim["fragments"]) == claim["text"]
        for link in claim["chain"]:
            assert not link["source"] or text[slice(*link["source"])] == link["printed"]
