from annotations.models import Project, Segment
from annotations.web.surroundings import read_surroundings
from tests.factories import make_claims


def read(claim) -> list[str]:
    paragraphs = read_surroundings(claim, list(claim.chain.order_by("depth")))
    return ["".join(run.text for run in line.runs).strip() for line in paragraphs if not line.is_set_apart]


def test_the_first_claim_has_nothing_before_it(project: Project) -> None:
    text = "The pier was built in 1971. The ferry was sold in 1980. The crew left in 1990.\n"
    first, second, _third = make_claims(project, text)
    assert read(first) == ["The pier was built in 1971. The ferry was sold in 1980."]
    assert read(second) == ["The pier was built in 1971. The ferry was sold in 1980. The crew left in 1990."]


def test_its_words_and_its_chain_are_told_apart(project: Project) -> None:
    claim = make_claims(project, "Mayor Ada Quill said that the ferry was sold in 1980.\n")[0]
    runs = read_surroundings(claim, list(claim.chain.order_by("depth")))[0].runs
    assert {run.role: run.text for run in runs if run.role} == {"source": "Mayor Ada Quill", "cue": "said"}
    assert [run.text for run in runs if run.keys] == ["the ferry was sold in 1980"]


def test_what_is_set_apart_in_the_article_is_left_out(project: Project) -> None:
    claim = make_claims(project, "By Ada Quill\n\nThe ferry was sold in 1980. The crew left in 1990.\n")[0]
    assert Segment.objects.filter(article=claim.article, kind="byline").exists()
    assert "By Ada Quill" not in " ".join(read(claim))
