"""The page of an exam's rooms: the same numbers as the questions, recording, swapping, and what each role may do."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from console.languages import Translator
from console.printing.checklists import checklists_pdf
from console.roompage import recording, shown, swapping
from console.ticketpage.head import finding_data
from console.viewer import Viewer
from console.wiring import House
from projections.rooms.finding import Finding, finding_of
from projections.rooms.plan import rooms
from projections.rooms.room import room
from tests.console.drawing import drawn
from tests.console.exam_rooms import CAMPAIGN, EIGHT, SPARE, bad, check, ok, school
from tests.console.houses import copied_house, order

AIR = ("on", "cooling", "remote")


class Clock:
    def __init__(self) -> None:
        self.now = EIGHT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    school(folder, lambda: EIGHT).close()
    return folder


@pytest.fixture
def house(built: Path, tmp_path: Path, clock: Clock) -> Iterator[House]:
    house = copied_house(built, tmp_path / "copy", clock)
    house.projector.catch_up()
    yield house
    house.close()


@pytest.fixture
def page(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    def opened(account: str, lang: str = "en", **query: str) -> AppTest:
        return drawn(house, monkeypatch, "rooms", account, lang, **{"c": CAMPAIGN, **query})

    house.worker.start()
    return opened


def viewer(house: House, account: str = "tech01", lang: str = "en") -> Viewer:
    roles = house.authority.roles(account, "s1")
    return Viewer(house, account, "s1", ("s1",), roles, Translator.for_language(lang, house.site("s1").zone))


def labels(test: AppTest) -> list[str]:
    return [one.label for one in test.button]


def test_the_figures_are_those_of_the_question(house: House) -> None:
    check(house, "D101", "t2", *ok("air", *AIR))
    check(house, "D102", "t2", bad("air", "cooling", "不制冷"))
    found = rooms(house.views, site="s1", campaign=CAMPAIGN, walk="t2")
    figures = {
        one["label"]: (one["value"], one["of"]) for one in shown.figures(viewer(house), found)["figures"]
    }
    assert figures == {
        "Rooms without a fault": ("2", "3"),
        "Spare rooms left": ("1", "1"),
        "Checks passed": ("1", "16"),
        "Passed at first, of those answered": ("1", "2"),
        "Not in order": ("1", ""),
        "Past its day": ("0", ""),
    }


def test_the_grid_shows_ticks_the_cause_in_two_characters_and_the_spare(house: House) -> None:
    check(house, "D101", "t2", *ok("clock", "set"))
    check(house, "D102", "t2", bad("air", "cooling", "不制冷"))
    drawn = shown.grid(
        viewer(house, lang="zh"), rooms(house.views, site="s1", campaign=CAMPAIGN, walk="t2"), "all", ""
    )
    cells = {cell["room"]: cell for floor in drawn["floors"] for cell in floor["rooms"]}
    assert [floor["name"] for floor in drawn["floors"]] == ["D栋1层", "D栋2层", "C栋5层"]
    assert cells["D101"]["ticks"] == ["u", "u", "u", "p", None, None]
    assert (cells["D102"]["fault"], cells[SPARE]["role"]) == ("空调", "spare")
    assert drawn["floors"][0]["faults"] == "1 处故障"
    assert drawn["checks"] == ["设施", "空调", "清洁", "时钟", "标识", "复检"]


@pytest.mark.parametrize(
    ("state", "left"),
    [
        ("all", ["D101", "D102", "D201", SPARE]),
        ("failed", ["D102"]),
        ("undone", ["D101", "D102", "D201", SPARE]),
        ("late", []),
        ("spare", [SPARE]),
    ],
)
def test_the_state_filter_leaves_the_rooms_that_fit(house: House, state: str, left: list[str]) -> None:
    check(house, "D102", "t2", bad("air", "cooling", "不制冷"))
    found = rooms(house.views, site="s1", campaign=CAMPAIGN)
    assert [cell.room for cell in shown.fitting(found, state)] == left


def test_a_rooms_lines_tell_their_last_look_and_lead_to_the_ticket(house: House) -> None:
    number = check(house, "D101", "t2", bad("air", "cooling", "不制冷")).results["ticket"]
    found = room(house.views, site="s1", campaign=CAMPAIGN, room="D101")
    drawn = shown.sheets(viewer(house), found, "t2", ["D101", "D102"], lambda sheet: bool(sheet.roles))
    (walk,) = drawn["walks"]
    air = next(one for one in walk["sheets"] if one["check"] == "air")
    cooling = next(one for one in air["items"] if one["code"] == "cooling")
    assert cooling["last"] == ["08:00:00 · Lin Feng · not in order · 不制冷"]
    assert (cooling["ticket"], cooling["repaired"], air["tick"]) == (number, False, "f")
    assert (drawn["before"], drawn["next"]) == ("", "D102")


def test_frm_16_the_ticket_of_a_fault_leads_back_to_the_room_in_which_a_check_found_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = str(check(house, "D101", "t2", bad("air", "cooling", "不制冷")).results["ticket"])
    found = finding_of(house.views, site="s1", unit="D101", number=number)
    assert found == Finding(CAMPAIGN, "D101")
    assert finding_data(viewer(house, lang="zh"), found) == {
        "said": "在考室检查中发现",
        "link": "查看考室 D101",
        "campaign": CAMPAIGN,
        "room": "D101",
    }
    asked = {"room": "D101", "campaign": CAMPAIGN}
    test = drawn(house, monkeypatch, "ticket", "tech01", t=number)
    head = json.loads(test.get("bidi_component")[0].proto.json)
    assert {name: head["finding"][name] for name in asked} == asked


def test_a_ticket_about_a_room_that_no_check_found_leads_to_no_check(house: House) -> None:
    check(house, "D101", "t2", bad("air", "cooling", "不制冷"))
    called = {"unit": "D101", "matter": "灯不亮", "help_class": "repair", "channel": "staff"}
    number = str(order(house, "help.report", "call", by="desk01", **called).results["ticket"])
    assert finding_of(house.views, site="s1", unit="D101", number=number) is None
    assert finding_of(house.views, site="s1", unit="5-1-1101", number=number) is None
    before = house.log.head()
    later = str(check(house, "D101", "t2", bad("facility", "doors", "门锁坏")).results["ticket"])
    asked = {"site": "s1", "unit": "D101", "number": later}
    assert finding_of(house.views, **asked, as_of=before) is None
    assert finding_of(house.views, **asked, as_of=house.log.head()) == Finding(CAMPAIGN, "D101")


def test_frm_16_a_reading_is_asked_for_and_stands_in_the_line_and_on_paper(house: House) -> None:
    check(house, "D101", "t1", {**ok("air", "temperature")[0], "reading": "24"})
    found = room(house.views, site="s1", campaign=CAMPAIGN, room="D101")
    drawn = shown.sheets(viewer(house, lang="zh"), found, "t1", ["D101"], lambda sheet: bool(sheet.roles))
    air = next(one for one in drawn["walks"][0]["sheets"] if one["check"] == "air")
    asked = {one["code"]: one["reads"] for one in air["items"]}
    assert {code: said for code, said in asked.items() if said} == {"temperature": "温度（℃）"}
    (line,) = next(one["last"] for one in air["items"] if one["code"] == "temperature")
    assert "24 ℃" in line
    paper = checklists_pdf(house, viewer(house, lang="zh").translator, "s1", CAMPAIGN, "t1", "D101")
    assert "24 ℃" in PdfReader(BytesIO(paper)).pages[0].extract_text()


def test_a_press_is_recorded_and_a_refusal_is_shown_and_nothing_lost(house: House) -> None:
    house.worker.start()
    found = room(house.views, site="s1", campaign=CAMPAIGN, room="D101")
    looker = viewer(house)
    going = recording.Round(None)
    pressed = {"do": "rooms.check", "walk": "t2", "items": ok("air", *AIR)}
    recording.record(looker, CAMPAIGN, found, going, pressed)
    again = room(house.views, site="s1", campaign=CAMPAIGN, room="D101")
    assert next(one.tick for one in again.sheets if (one.walk, one.check) == ("t2", "air")) == "passed"
    recording.record(looker, CAMPAIGN, found, going, pressed)
    headline, refusal = st.session_state[recording.REFUSED]
    assert headline == "This check is not recorded"
    assert len(refusal.reasons) == 3


def test_what_a_swap_brings_with_it_is_listed_before_it_is_confirmed(house: House, clock: Clock) -> None:
    clock.now = EIGHT.replace(day=6)
    found = rooms(house.views, site="s1", campaign=CAMPAIGN)
    here = room(house.views, site="s1", campaign=CAMPAIGN, room="D101")
    assert swapping.consequences(viewer(house, "head01"), found, here, SPARE) == [
        "D101 is out of use from then on; it does not become a spare.",
        "3 rooms stay in use, 0 spare rooms are left.",
        "8 checks of C501 are open again with their old due days; 6 of them are late at once.",
    ]


def test_the_engineering_head_swaps_on_the_page_and_the_alarm_follows(
    house: House, page: Callable[..., AppTest]
) -> None:
    test = page("head01", room="D101")
    test.text_area(key="rooms.why").set_value("空调不制冷")
    test.button(key="rooms.swap").click().run()
    found = rooms(house.views, site="s1", campaign=CAMPAIGN)
    assert (found.in_use, found.spares_left, found.is_exhausted) == (3, 0, True)
    assert test.error[0].value == "No spare room is left; no further room can be swapped."
    assert SPARE in test.query_params["room"]


def test_a_technician_is_offered_no_swap(page: Callable[..., AppTest]) -> None:
    assert "Swap now" in labels(page("head01", room="D101"))
    assert "Swap now" not in labels(page("tech01", room="D101"))


def test_a_past_moment_is_shown_and_nothing_can_be_recorded(
    house: House, page: Callable[..., AppTest]
) -> None:
    position = house.log.head()
    check(house, "D101", "t2", bad("air", "cooling", "不制冷"))
    test = page("head01", room="D101", as_of=str(position))
    assert any(
        str(one.proto.body).startswith('<p class="steward-then">As it stood at') for one in test.get("html")
    )
    assert "Swap now" not in labels(test)


def test_the_run_that_hears_of_another_round_draws_it_so_that_no_other_press_is_lost(
    page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    test = page("tech01")
    runs: list[str] = []
    monkeypatch.setattr("console.views.rooms.choosing.name_spares", lambda *_: runs.append("run"))
    test.button_group(key="rooms.walk").set_value("t2").run()
    grid = test.get("bidi_component")[1].proto.json
    assert (runs, test.query_params["walk"]) == (["run"], "t2")
    assert grid != page("tech01").get("bidi_component")[1].proto.json
    assert grid == page("tech01", walk="t2").get("bidi_component")[1].proto.json


def test_what_is_no_moment_is_not_taken_for_now(page: Callable[..., AppTest]) -> None:
    test = page("head01", as_of="yesterday")
    assert "“yesterday” is no moment" in " ".join(str(one.proto.body) for one in test.get("html"))
    assert not test.get("bidi_component")


def test_an_unknown_campaign_says_so(page: Callable[..., AppTest]) -> None:
    test = page("desk01", c="nothing")
    assert "No such campaign with rooms" in " ".join(str(one.proto.body) for one in test.get("html"))


def test_the_page_speaks_chinese(page: Callable[..., AppTest]) -> None:
    test = page("tech01", "zh")
    assert not test.exception
    assert test.title[0].value == "考室"


def test_frm_16_the_checklists_are_printed_a_page_a_room_blank_or_as_far_as_they_are_filled(
    house: House,
) -> None:
    number = check(house, "D101", "t2", bad("air", "cooling", "不制冷"), *ok("air", "on")).results["ticket"]
    paper = PdfReader(
        BytesIO(checklists_pdf(house, viewer(house, lang="zh").translator, "s1", CAMPAIGN, "t2"))
    )
    texts = [one.extract_text() for one in paper.pages]
    assert len(texts) == 4
    assert "考室检查表" in texts[0]
    assert f"不制冷 · {number}" in texts[0]
    assert "T-2 逐间调试 · 空调" in texts[3]
    assert "考室空调检查表" in texts[0]
    assert "T-1" not in texts[0]
    alone = checklists_pdf(house, viewer(house).translator, "s1", CAMPAIGN, "", SPARE)
    assert [SPARE in one.extract_text() for one in PdfReader(BytesIO(alone)).pages] == [True, False]


def test_the_page_of_a_planned_campaign_has_its_head_and_the_way_to_its_plan(
    house: House, page: Callable[..., AppTest]
) -> None:
    planned = {"name": "2026年高考", "anchor": "2026-06-07", "template": "exam_support"}
    order(house, "campaign.plan", "plan", by="desk01", campaign=CAMPAIGN, **planned)
    house.projector.catch_up()
    test = page("desk01")
    assert test.title[0].value == "2026年高考"
    assert "Plan" in labels(test)
    assert "Exam rooms" not in labels(test)
