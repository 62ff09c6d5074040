"""The time machine as the browser is given it, by the page and by its own questions."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from console.audit.route import PATH, moment_route
from console.guard import SESSION_COOKIE, Guard
from console.guard.streams import Streams
from console.languages.preference import COOKIE
from console.wiring import House
from tests.console.audit.conftest import at
from tests.console.drawing import drawn, given

Open = Callable[..., AppTest]
THEN = "2026-11-22T09:03:00+08:00"


@pytest.fixture
def page(house: House, monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(account: str = "audit01", lang: str = "zh", **query: str) -> AppTest:
        return drawn(house, monkeypatch, "moment", account, lang, **query)

    return opened


def pairs(frame: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["number"]: one for one in frame["pairs"]}


def asked(house: House, account: str = "audit01", **query: str) -> Any:
    guard = Middleware(Guard, access=house.access, streams=Streams(house.access))
    cookies = {SESSION_COOKIE: house.access.open_session(account), COOKIE: "zh"}
    app = Starlette(routes=[moment_route(house)], middleware=[guard])
    return TestClient(app, base_url="http://127.0.0.1", cookies=cookies).get(
        PATH, params={"site": "s1", **query}
    )


def test_both_desks_and_their_differences_stand_beside_each_other(
    page: Open, numbers: dict[str, str]
) -> None:
    frame = given(page(as_of=THEN))["frame"]
    rows = pairs(frame)

    assert set(rows) == set(numbers.values())
    assert rows[numbers["known"]]["left"]["place"] == "5-1-1101"
    paper = rows[numbers["paper"]]
    assert (paper["left"], paper["marks"]) == (None, ["unknown"])
    assert paper["absent"]["title"] == "当时值班台上没有"
    assert paper["absent"]["text"] == "08:50 发生，11:20 才记，晚 2小时30分"
    assert rows[numbers["later"]]["absent"] == {"kind": "new", "title": "当时还没报", "text": "10:00 报来"}
    groups = {one["code"]: one for one in frame["differences"]}
    assert [one["number"] for one in groups["unknown"]["lines"]] == [numbers["paper"]]
    assert frame["check"]["ok"]
    assert (frame["left"]["at"], frame["right"]["at"]) == tuple(
        at(time).timestamp() * 1000 for time in ("09:03", "12:00")
    )


def test_as_it_really_was_the_paper_is_on_the_desk(page: Open, numbers: dict[str, str]) -> None:
    frame = given(page(as_of=THEN, axis="happened"))["frame"]
    assert pairs(frame)[numbers["paper"]]["left"]["place"] == "2 栋大堂"
    assert frame["check"] is None


def test_a_second_moment_takes_the_place_of_now_and_may_be_the_earlier_one(
    page: Open, numbers: dict[str, str]
) -> None:
    frame = given(page(as_of=THEN, b="2026-11-22T10:30:00"))["frame"]
    assert set(pairs(frame)) == {numbers["known"], numbers["later"]}
    swapped = given(page(as_of="2026-11-22T10:30:00", b=THEN))["frame"]
    assert swapped["swapped"]
    assert pairs(swapped)[numbers["later"]]["right"] is None
    assert swapped["left"] == frame["right"]


def test_the_day_has_its_bars_and_the_steps_beside_the_moment(page: Open) -> None:
    data = given(page(as_of=THEN))
    day, frame = data["day"], data["frame"]
    assert (day["day"], day["counts"][9 * 12], day["counts"][10 * 12]) == ("2026-11-22", 1, 1)
    assert frame["previous"]["as_of"] == "2026-11-22T09:00:00+08:00"
    assert frame["next"]["as_of"] == "2026-11-22T10:00:00+08:00"
    assert frame["position"] == frame["next"]["position"] - 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "query",
    [
        {"as_of": "yesterday"},
        {"as_of": "0001-01-01T00:00:00+14:00"},
        {"b": "soon"},
        {"board": "<b>"},
        {"axis": "x"},
    ],
)
def test_nonsense_in_the_address_is_told_in_words(page: Open, lang: str, query: dict[str, str]) -> None:
    test = page(lang=lang, **query)
    assert test.get("bidi_component") == []
    said = "这一刻无法显示" if lang == "zh" else "This moment cannot be shown"
    assert said in " ".join(str(one.value) for one in test.html)


@pytest.mark.parametrize("asked_for", ["0", "0002-01-01T00:00:00+14:00", "2010-01-01"])
def test_before_the_first_event_the_desk_is_empty_and_the_way_on_is_shown(page: Open, asked_for: str) -> None:
    data = given(page(as_of=asked_for))
    assert data["frame"]["position"] == 0
    assert all(one["left"] is None for one in data["frame"]["pairs"])
    assert data["frame"]["next"] is not None


def test_a_moment_that_has_not_come_is_now_and_says_so(page: Open) -> None:
    frame = given(page(as_of="2027-01-01T09:00:00+08:00"))["frame"]
    assert frame["is_ahead"]
    assert frame["left"]["at"] == at("12:00").timestamp() * 1000


def test_an_address_without_a_moment_is_an_hour_ago(page: Open) -> None:
    assert given(page())["frame"]["left"]["at"] == at("11:00").timestamp() * 1000


def test_who_sees_no_board_sees_no_past_board(page: Open, house: House) -> None:
    assert page("cash01").get("bidi_component") == []
    assert asked(house, "cash01").status_code == 403
    assert asked(house, site="s2").status_code == 403
    assert asked(house).status_code == 200


def test_the_browser_is_told_the_same_and_no_more_than_it_asks_for(house: House, page: Open) -> None:
    told = json.loads(asked(house, as_of=THEN).content)
    assert told["pairs"] == given(page(as_of=THEN))["frame"]["pairs"]
    assert told["day"]["day"] == "2026-11-22"
    played = json.loads(asked(house, as_of=THEN, play="1", day="2026-11-22").content)
    assert ("day" in played, played["differences"], played["check"]) == (False, None, None)
    assert json.loads(asked(house, as_of="no").content)["refused"] == [
        "“no”不是时刻，请按 2026-06-07T07:10:00+08:00 的样子写。"
    ]


def test_looking_is_kept_by_its_moment_and_a_passing_handle_by_the_quarter_of_an_hour(house: House) -> None:
    asked(house, as_of="2026-11-22T09:13:07+08:00", axis="happened")
    for minute in (1, 5, 9):
        asked(house, as_of=f"2026-11-22T09:3{minute}:00+08:00", play="1")
    found = house.access.looks.latest(what="moment", limit=2)
    assert [(one.account, one.site, one.as_of, one.axis) for one in found] == [
        ("audit01", "s1", "2026-11-22T01:30:00+00:00", "recorded"),
        ("audit01", "s1", "2026-11-22T01:13:07+00:00", "happened"),
    ]
