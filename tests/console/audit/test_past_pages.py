"""Every list, board and file has a past view: violet, with nothing to press, and a way on to any other moment."""

import json
from collections.abc import Callable
from re import findall
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.wiring import House
from tests.console.drawing import drawn

Open = Callable[..., AppTest]
THEN = "2026-11-22T09:03:00+08:00"
LISTS = ("board", "tickets", "campaigns", "equipment", "satisfaction", "survey")


@pytest.fixture
def page(house: House, monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(view: str, account: str = "desk01", lang: str = "en", **query: str) -> AppTest:
        return drawn(house, monkeypatch, view, account, lang, **query)

    return opened


def words(test: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in test.get("html"))


def given(test: AppTest, part: str) -> Any:
    every = (json.loads(one.proto.json) for one in test.get("bidi_component"))
    return next(one for one in every if one.get("part") == part)


@pytest.mark.parametrize("view", LISTS)
def test_each_page_leads_to_its_past_and_on_to_the_time_machine(page: Open, view: str) -> None:
    said = words(page(view))
    assert "steward-as-of" in said
    assert findall(r'href="/moment\?[^"]*board=desk[^"]*"', said)
    assert "As recorded at" not in said


@pytest.mark.parametrize("view", LISTS)
def test_nonsense_instead_of_a_moment_is_told_with_the_way_to_another(page: Open, view: str) -> None:
    test = page(view, as_of="yesterday")
    assert "“yesterday” is no moment" in words(test)
    assert not test.get("bidi_component")


@pytest.mark.parametrize("view", ["tickets", "campaigns", "equipment", "satisfaction", "survey"])
def test_a_list_of_the_past_says_so_and_offers_no_form(page: Open, view: str) -> None:
    test = page(view, "duty01", as_of=THEN)
    assert "As recorded at 22 Nov 09:03" in words(test)
    assert "Back to now" in words(test)
    assert not test.get("form")
    assert [one.key for one in test.button if str(one.key).startswith(("plan", "enter"))] == []


def test_the_duty_desk_of_a_moment_has_its_rows_and_no_stream(page: Open, numbers: dict[str, str]) -> None:
    (board,) = page("board", as_of=THEN).get("bidi_component")
    data = json.loads(board.proto.json)
    assert [one["number"] for one in data["past"]["board"]["rows"]] == [numbers["known"]]
    assert "stream" not in data
    assert data["past"]["board"]["server_now"] == data["past"]["at"]


def test_the_list_of_tickets_holds_what_was_there_then(page: Open, numbers: dict[str, str]) -> None:
    rows = given(page("tickets", as_of=THEN), "found")["rows"]
    assert [one["number"] for one in rows] == [numbers["known"]]
    assert len(given(page("tickets"), "found")["rows"]) == 3
    assert "No tickets at that time" in words(page("tickets", as_of="2010-01-01"))


@pytest.mark.parametrize(("axis", "known"), [("", []), ("happened", ["ticket"])])
def test_a_ticket_is_told_by_either_time(
    page: Open, numbers: dict[str, str], axis: str, known: list[str]
) -> None:
    query = {"t": numbers["paper"], "as_of": THEN, **({"axis": axis} if axis else {})}
    test = page("ticket", **query)
    if not known:
        assert "is not known here at that time" in words(test)
        return
    assert "As it really was at 22 Nov 09:03" in words(test)
    (line,) = given(test, "story")["story"]
    assert line["happened"] == "08:50:00"


def test_a_unit_of_the_past_has_the_story_of_then_and_no_forms(page: Open) -> None:
    now, then = page("unit", u="5-1-1101"), page("unit", u="5-1-1101", as_of="2026-11-22T08:30:00+08:00")
    assert len(given(now, "story")["story"]) == 2
    assert len(given(then, "story")["story"]) == 1
    assert (len(now.get("form")), len(then.get("form"))) == (1, 0)
    assert "As it really was (by happening)" in words(then)
    assert "There was no unit “5-1-1101” at that time" in words(
        page("unit", u="5-1-1101", as_of="2010-01-01")
    )
