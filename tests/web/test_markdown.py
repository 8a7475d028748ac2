import pytest

from annotations.web.markdown import render_markdown


def test_headings_go_one_level_down_and_stop_at_the_sixth():
    assert "<h2>A</h2>" in render_markdown("# A")
    assert "<h6>B</h6>" in render_markdown("###### B")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[go](javascript:alert(1))",
        "![](https://elsewhere.example/pixel.png)",
        '<a href="#" style="position:fixed">x</a>',
    ],
)
def test_nothing_that_acts_or_fetches_comes_through(text):
    html = render_markdown(text)
    assert not any(part in html for part in ("<script", "<img", 'href="javascript', '<a href="#"'))


def test_a_table_is_a_table():
    assert "<td>1</td>" in render_markdown("| a |\n|---|\n| 1 |")
