"""What a page says while its data cannot be reached."""

import pytest
from streamlit.testing.v1 import AppTest


def page(language: str) -> None:
    from console.languages import Translator
    from console.views import frame
    from domain.errors import Term, reason
    from domain.log import StoreUnavailable

    outage = StoreUnavailable(
        reason(
            "The disk of the database {place} is full.",
            who=Term("the administrator"),
            verb=Term("make room on the disk, then record it again"),
            place="db<b>",
        )
    )
    frame.out_of_order(Translator.for_language(language), outage)


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("现在连不上数据", "磁盘已满")), ("en", ("cannot reach its data", "is full"))],
)
def test_a_page_without_its_data_says_why_and_looks_again_by_itself(
    language: str, words: tuple[str, ...]
) -> None:
    drawn = AppTest.from_function(page, kwargs={"language": language}).run()
    assert not drawn.exception
    shown = " ".join(str(one.proto.body) for one in drawn.get("html"))
    assert all(word in shown for word in words)
    assert 'http-equiv="refresh"' in shown
    assert "db&lt;b&gt;" in shown
