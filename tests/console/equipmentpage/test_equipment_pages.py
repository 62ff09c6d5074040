"""The pages of the equipment register: the list, a piece's own page, its room's, and the forms (UNT-03, UNT-09)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from console.ticketpage.sentences import sentence
from projections.tickets.story import unit_story
from tests.console.drawing import given
from tests.console.equipmentpage.plant import Plant, field_of, fill, html, press
from tests.console.houses import order
from tests.console.ticketpage.office import EN, ZH

Page = Callable[..., AppTest]


def texts(page: AppTest) -> list[str]:
    return [one.value for one in page.text]


def test_unt_09_the_page_of_a_piece_shows_its_card_its_condition_and_its_last_records(
    plant: Plant, page: Page
) -> None:
    plant.note("operation", reading="0.42 MPa")
    plant.note("inspection", "not_in_order", words="机械密封渗水")
    seen = page("duty01", u="SB-01", lang="zh")
    assert [one.value for one in seen.title] == ["1号生活水泵 SB-01"]
    assert {"设备", "给排水", "合资泵业", "CR32-4", "2019年5月1日", "▲ 异常"} <= set(texts(seen))
    told = " ".join(texts(seen))
    assert "正常\n0.42 MPa\nLin Feng" in told
    assert "异常\n机械密封渗水\nLin Feng" in told


def test_unt_09_the_records_are_lines_of_the_story_with_both_times(plant: Plant, page: Page) -> None:
    late = datetime(2026, 11, 21, 2, 0, tzinfo=UTC).isoformat()
    plant.note("inspection", words="运行平稳", reading="0.42 MPa", at=late)
    seen = page("audit01", u="SB-01")
    line = next(one for one in given(seen)["story"] if one["text"].startswith("Inspection record"))
    assert line["text"] == "Inspection record: found in order, reading 0.42 MPa, “运行平稳”"
    assert line["happened"] == "10:00:00"
    assert line["late"]
    told = unit_story(plant.house.views, site="s1", unit="SB-01")
    assert sentence(told[-1], ZH) == "巡检记录：正常，读数0.42 MPa，“运行平稳”"
    assert sentence(told[0], EN).startswith("Entered in the equipment register, 1号生活水泵")
    entered = given(page("audit01", u="SB-01", lang="zh"))["story"][-2]
    assert entered["text"].endswith("给排水，合资泵业 CR32-4，2019年5月1日启用")


def test_unt_09_a_technician_records_what_is_out_of_order_and_a_ticket_opens_in_the_same_press(
    plant: Plant, page: Page
) -> None:
    seen = page("tech01", u="SB-01")
    fill(seen, finding="not_in_order", words="机械密封渗水")
    seen.run()
    assert field_of(seen, "opens").value is True
    press(seen)
    (number,) = plant.piece().open_tickets
    assert f"Recorded. Ticket {number} is open now." in html(seen)
    (record,) = plant.records()
    assert (record.kind, record.finding, record.words, record.ticket) == (
        "inspection",
        "not_in_order",
        "机械密封渗水",
        number,
    )
    assert field_of(seen, "words").value == ""
    assert f"Ticket {number}" in [one.label for one in seen.button]


def test_unt_09_a_refused_record_says_why_and_keeps_what_was_typed(plant: Plant, page: Page) -> None:
    seen = page("tech01", u="SB-01")
    fill(seen, kind="maintenance", reading="0.4 MPa")
    press(seen)
    assert "This record is not kept: 1 thing is missing" in html(seen)
    assert "This record needs words: what was found, or what was done." in html(seen)
    assert field_of(seen, "reading").value == "0.4 MPa"
    assert plant.records() == []
    fill(seen, words="轴承加注润滑脂")
    press(seen)
    assert [(one.kind, one.reading) for one in plant.records()] == [("maintenance", "0.4 MPa")]


def test_unt_09_a_record_is_written_down_late_with_the_time_it_happened_and_for_a_technician(
    plant: Plant, page: Page
) -> None:
    seen = page("head01", u="SB-01")
    fill(seen, doer="tech01", earlier=True)
    seen.run()
    fill(seen, time="08:15:00")
    press(seen)
    (record,) = plant.records()
    assert (record.doer, record.happened_at) == ("Lin Feng", datetime(2026, 11, 22, 0, 15, tzinfo=UTC))
    fill(seen, earlier=True)
    seen.run()
    fill(seen, time="25:00")
    press(seen)
    assert "This record is not kept" in html(seen)
    assert len(plant.records()) == 1


def test_unt_09_a_finished_ticket_is_told_in_the_piece_s_story_and_on_its_card_as_its_repair(
    plant: Plant, page: Page
) -> None:
    number = plant.note("inspection", "not_in_order", words="渗水", open_a_ticket=True).results["ticket"]
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("ticket.answer", "desk01", {"what": "马上来"}),
        ("ticket.finish", "tech01", {"result": "更换机械密封"}),
    )
    for do, by, more in steps:
        outcome = order(plant.house, do, do, by=by, ticket=number, **more)
        plant.house.worker.wait_for(outcome.position, 10)
    seen = page("duty01", u="SB-01", lang="zh")
    assert any(f"更换机械密封\nLin Feng {number}" in one for one in texts(seen))
    assert "✓ 正常" in texts(seen)
    assert any(one["about"] == number and "更换机械密封" in one["text"] for one in given(seen)["story"])


@pytest.mark.parametrize("account", ["cash01", "audit01"])
def test_unt_09_those_who_record_no_equipment_see_the_card_and_no_form(
    plant: Plant, page: Page, account: str
) -> None:
    seen = page(account, u="SB-01")
    assert "Register card" in [one.value for one in seen.subheader]
    assert "Write a record" not in [one.value for one in seen.subheader]
    assert not seen.text_area


def test_unt_09_a_room_lists_its_equipment_with_links_and_takes_a_new_piece(plant: Plant, page: Page) -> None:
    seen = page("head01", u="水泵房")
    assert "/unit?u=SB-01&amp;site=s1" in html(seen)
    assert "SB-02" in html(seen)
    assert "DT-51" not in html(seen)
    fill(seen, **{"new.unit": "SB-03", "new.name": "3号生活水泵", "new.system": "water"})
    press(seen, "new.send")
    assert "SB-03 stands in the equipment register." in html(seen)
    assert (plant.piece("SB-03").stands_in, plant.piece("SB-03").building) == ("水泵房", "12")


def test_unt_03_an_equipment_room_without_equipment_says_so_and_a_home_is_silent(
    plant: Plant, page: Page
) -> None:
    order(plant.house, "unit.register", "power", unit="配电房", building="12", kind="power_distribution_room")
    room = page("audit01", u="配电房")
    assert "No equipment is entered here yet." in [one.value for one in room.caption]
    home = page("head01", u="5-1-1101")
    assert "Equipment here" not in [one.value for one in home.subheader]


def test_unt_09_a_piece_is_taken_out_of_service_and_put_back_by_the_engineering_head(
    plant: Plant, page: Page
) -> None:
    seen = page("head01", u="SB-01")
    fill(seen, **{"service.why": "整机更换"})
    press(seen, "service.send")
    assert plant.piece().condition == "withdrawn"
    assert "⊘ out of service" in texts(seen)
    press(seen, "service.send")
    assert plant.piece().condition == "unrecorded"
    assert "Take it out of service" in [one.label for one in seen.expander]


def test_unt_09_the_register_s_page_lists_all_and_narrows_to_what_needs_care_and_to_a_system(
    plant: Plant, page: Page
) -> None:
    plant.note("inspection", "not_in_order", words="异响")
    plant.note("operation", unit="SB-02", reading="0.40 MPa")
    seen = page("duty01", view="equipment")
    assert "3 of 3 pieces" in [one.value for one in seen.caption]
    assert all(code in html(seen) for code in ("SB-01", "SB-02", "DT-51"))
    assert "0.40 MPa" in html(seen)
    care = page("duty01", view="equipment", state="care")
    assert "1 of 3 piece" in [one.value for one in care.caption]
    assert "SB-01" in html(care)
    assert "SB-02" not in html(care)
    lifts = page("duty01", view="equipment", system="lift", lang="zh")
    assert "1 / 3 台" in [one.value for one in lifts.caption]
    assert "5栋1单元客梯 DT-51" in html(lifts)
    none = page("duty01", view="equipment", system="lift", state="care")
    assert "No piece fits." in [one.value for one in none.markdown]


def test_unt_09_the_register_s_page_takes_a_piece_that_stands_in_a_building(plant: Plant, page: Page) -> None:
    seen = page("duty01", view="equipment")
    fill(seen, **{"new.unit": "DT-52", "new.name": "客梯", "new.system": "lift"})
    press(seen, "new.send")
    assert "It is not said where 客梯 stands." in html(seen)
    fill(seen, **{"new.building": "5"})
    press(seen, "new.send")
    assert (plant.piece("DT-52").building, plant.piece("DT-52").system) == ("5", "lift")


@pytest.mark.parametrize(("account", "shown"), [("duty01", True), ("tech01", True), ("cash01", False)])
def test_unt_09_those_who_look_after_equipment_find_the_register_in_the_bar(
    page: Page, monkeypatch: pytest.MonkeyPatch, account: str, *, shown: bool
) -> None:
    drawn: dict[str, str] = {}
    navigation = st.navigation

    def watched(pages: list[Any], **more: Any) -> Any:
        drawn.update({one.url_path: one.visibility for one in pages})
        return navigation(pages, **more)

    monkeypatch.setattr(st, "navigation", watched)
    page(account, view="navigation")
    assert drawn["equipment"] == ("visible" if shown else "hidden")
    assert 1 <= list(drawn.values()).count("visible") <= 7
