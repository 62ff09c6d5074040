"""``page.html`` of an evidence pack: what it tells, and that it stands alone."""

import pytest

from console.audit.sentences import FORM_SENTENCES, PLAIN
from console.evidence.page import facts
from domain.facts import SHAPES
from tests.console.evidence.packs import Unpacked
from tests.console.ticketpage.office import Office


@pytest.fixture
def page(unpacked: Unpacked) -> str:
    return (unpacked.folder / "page.html").read_text(encoding="utf-8")


def test_the_page_tells_the_story_in_both_languages_with_both_times_and_who(
    page: str, office: Office
) -> None:
    for told in ("登记", "Reported: “水龙头滴水”", "周女士", "Bai He", "（前台）", "front-desk receptionist"):
        assert told in page
    rows = list(office.house.log.raw.stream(f"ticket:s1:{office.number}", 10**6))
    assert [row for row in rows if f'<p class="facts">{facts(row)}</p>' not in page] == []


def test_what_was_recorded_late_stands_out_with_its_gap(page: str) -> None:
    late = [piece for piece in page.split("<li") if piece.startswith(' class="late"')]
    assert len(late) == 1
    assert "1:41:00" in late[0]
    assert "客户赶时间" in late[0]


def test_the_page_has_each_clock_with_its_arithmetic(page: str) -> None:
    for told in ("到场 ", "On site ", "0:10:00", "SLA-03"):
        assert told in page


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    assert "<script" not in page
    assert "http" not in page
    assert "url(" not in page
    assert "src=" not in page


def test_every_fact_has_words_of_its_own() -> None:
    known = {shape.name for cls, shape in SHAPES.items() if cls.__module__.startswith("domain.")}
    assert len(known) > 150
    assert known - PLAIN.keys() - FORM_SENTENCES.keys() == set()
