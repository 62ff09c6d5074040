"""The morning of an exam in the time machine: two moments of it, and the whole board of one."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.wiring import House
from tests.browser.exam_console import exam_house, say
from tests.console.drawing import drawn, given
from tests.console.exam_morning import StandingClock
from tests.domain.roster.exam import CODE
from tests.projections.exam_office import GATE, clock

Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two come to the gate, the second of them is written down late; a room fails at 06:40."""
    now = StandingClock()
    house = exam_house(tmp_path_factory.mktemp("exam"), now)
    now.now = clock("05:50")
    say(house, "duty.arrive", "leader", duty=GATE, person="g1")
    now.now = clock("06:30")
    say(house, "duty.arrive", "leader", duty=GATE, person="g2", at=clock("05:55").isoformat())
    now.now = clock("07:00")
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 30)
    yield house
    house.close()


@pytest.fixture
def frame(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    def asked(time: str, account: str = "leader", **query: str) -> dict[str, Any]:
        address = {"board": "exam", "c": CODE, "as_of": clock(time).isoformat(), **query}
        return given(drawn(house, monkeypatch, "moment", account, "en", **address))

    return asked


def test_posts_stand_side_by_side_and_a_late_check_in_was_not_known(
    frame: Callable[..., dict[str, Any]],
) -> None:
    told = frame("06:00", b=clock("06:40").isoformat())["frame"]
    post = GATE.partition("/")[0]
    gate = next(one for one in told["pairs"] if one["id"] == f"post:{post}")
    left, right = (gate[side]["chips"][0]["figure"] for side in ("left", "right"))
    assert (int(left.partition("/")[0]), int(right.partition("/")[0])) == (1, 2)
    assert "unknown" in gate["marks"]
    (unknown,) = (one for one in told["differences"] if one["code"] == "unknown")
    assert [one["text"][:50] for one in unknown["lines"]] == [
        "On post happened 05:55, recorded 06:30, 35 min lat"
    ]
    assert [one["value"].partition("/")[0] for one in told["tiles"]["left"][:1]] == ["1"]


def test_the_whole_board_of_a_moment_comes_with_the_days_milestones(
    frame: Callable[..., dict[str, Any]],
) -> None:
    data = frame("06:00", whole="1")
    head = next(one for one in data["frame"]["past"]["board"]["rows"] if one["id"] == "head")
    assert head["value"]["here"] == 1
    assert data["frame"]["past"]["at"] == clock("06:00").timestamp() * 1000
    assert data["exam"]["words"]["title"] == "Exam day"
    names = {one["name"] for one in data["day"]["landmarks"]}
    assert {one["name"]["en"] for one in head["value"]["milestones"]} <= names


def test_only_the_desk_is_told_by_happening(frame: Callable[..., dict[str, Any]]) -> None:
    data = frame("06:00", axis="happened")
    assert (data["axes"], data["frame"]["axis"]) == (["recorded"], "recorded")
    assert [one["code"] for one in data["boards"]] == ["desk", "exam"]


def test_an_exam_that_is_not_known_then_is_told_in_words(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = drawn(house, monkeypatch, "moment", "leader", "en", board="exam", c="none")
    assert not test.get("bidi_component")
    assert "There is no campaign none" in " ".join(str(one.value) for one in test.html)
