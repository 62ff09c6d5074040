"""The page of an exam's day as the browser is given it: live, or as of a moment, when nothing can be pressed."""

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
    now = StandingClock()
    house = exam_house(tmp_path_factory.mktemp("exam"), now)
    for at, person in (("05:50", "g1"), ("06:10", "g2")):
        now.now = clock(at)
        say(house, "duty.arrive", "leader", duty=GATE, person=person)
    now.now = clock("07:00")
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 30)
    yield house
    house.close()


@pytest.fixture
def page(house: House, monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(account: str, **query: str) -> AppTest:
        return drawn(house, monkeypatch, "exam", account, **{"c": CODE, **query})

    return opened


def rows(data: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one["value"] for one in data["past"]["board"]["rows"]}


def test_the_live_board_follows_the_stream_and_a_leader_may_press(page: Open) -> None:
    data = given(page("leader"))
    assert (data["stream"], data["leads"], "past" in data) == (f"/live/exam?site=s1&c={CODE}", True, False)
    assert not given(page("g1"))["leads"]


def test_a_past_moment_shows_the_posts_as_they_were_and_nothing_can_be_pressed(page: Open) -> None:
    data = given(page("leader", as_of="2026-06-07T05:59:00+08:00", post="P2", proof="0"))
    assert data["past"]["at"] == clock("05:59").timestamp() * 1000
    assert (rows(data)["head"]["here"], rows(data)["post:P2"]["here"]) == (1, 1)
    assert rows(data)["head"]["next_milestone"] == "duty1"
    assert not {"stream", "leads", "swaps", "checkin"} & data.keys()
    assert rows(given(page("leader", as_of="2026-06-07 06:10")))["head"]["here"] == 2


def test_a_moment_may_be_a_position_of_the_log(house: House, page: Open) -> None:
    before = house.log.head() - 1
    assert rows(given(page("leader", as_of=str(before))))["head"]["here"] == 1


def test_what_is_no_moment_and_a_moment_before_the_exam_are_told_in_words(page: Open) -> None:
    for asked, said in (("yesterday", "“yesterday” is no moment"), ("1", f"There is no campaign {CODE}")):
        test = page("leader", as_of=asked)
        assert test.get("bidi_component") == []
        told = " ".join(str(one.value) for one in test.html)
        assert "This day cannot be shown" in told
        assert said in told, told
