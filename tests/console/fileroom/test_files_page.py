"""What stands on file: homes, tariff, rules and calendar of a company of one's own."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from console.wiring import House
from domain.calendar import CalendarBook
from projections.units.households import Bases, households
from tests.console.fileroom.room import opened, page, press, run, said
from tests.console.houses import order


def test_the_three_household_bases_are_counted_apart(house: House) -> None:
    """UNT-02."""
    order(house, "unit.register", "empty", unit="10-1-0101", building="10")
    order(house, "unit.register", "shell", unit="9-1-0101", building="9", handover_state="handed_over")
    house.worker.wait_for(house.log.head(), 5)
    counted = households(house.views, site="s1")
    assert counted.site == Bases(registered=14, handed_over=13, lived_in=12, permanently_resident=11)
    assert [one.building for one in counted.buildings] == ["5", "9", "10"]
    assert counted.buildings[1].bases == Bases(1, 1, 0, 0)
    app = page(house, "units")
    assert [one.value for one in app.metric] == ["14", "13", "12", "11"]


def test_unt_08_what_is_known_to_be_out_of_order_stands_on_the_page_of_the_units(house: House) -> None:
    for entrance in ("4", "1"):
        place = {
            "building": "16",
            "entrance": entrance,
            "kind": "entry_door",
            "name": f"16栋{entrance}单元门",
        }
        order(house, "unit.register", f"door {entrance}", unit=f"16-{entrance}", **place)
        order(house, "unit.open_defect", f"defect {entrance}", unit=f"16-{entrance}", what="<b>门禁失灵</b>")
    house.worker.wait_for(house.log.head(), 5)
    app = page(house, "units")
    assert "2 known defects" in [one.label for one in app.expander]
    (table,) = [one for one in app.html if "16栋" in str(one.value)]
    shown = str(table.value)
    assert shown.index("16栋1单元门") < shown.index("16栋4单元门")
    assert "entry door" in shown
    assert "&lt;b&gt;门禁失灵" in shown


def test_an_empty_file_room_says_what_comes_next(house: House) -> None:
    order(house, "site.open", "second", code="s2", name="West Garden")
    assert "No unit is on file yet." in said(page(house, "units", site="s2"))
    assert "There is no tariff yet" in said(page(house, "tariff", site="s2"))
    assert "nothing chosen: no limits run" in said(page(house, "rules", site="s2"))


def test_choosing_another_profile_says_first_what_changes(house: House) -> None:
    """SLA-03, SLA-11: arrival by the minute becomes arrival at the booked time."""
    app = page(house, "rules")
    assert "Community management, version 1, from 22 Nov 2026" in said(app)
    app.selectbox(key="files.family").set_value("repair")
    app.selectbox(key="files.profile").set_value("CARE")
    app.date_input(key="files.choice.since").set_value(date(2026, 12, 1))
    text = said(run(app))
    assert "Tickets reported from 1 Dec 2026 on follow it" in text
    assert "by the booked time (SLA-11)" in text
    app.button(key="files.choose").click()
    text = said(run(app))
    assert "Repair limits: Caring service from 1 Dec 2026 on." in text
    choices = house.site("s1").choices
    assert (choices[-1].family, choices[-1].profile, choices[-1].since) == (
        "repair",
        "CARE",
        date(2026, 12, 1),
    )
    assert "That profile is followed on this day already." in text


def test_a_year_without_published_lists_is_marked_until_they_are_entered(house: House) -> None:
    """CAL-03."""
    app = page(house, "calendar")
    assert "provisional: not published yet" in said(app)
    app.text_area[0].set_value("2027-01-01\n2027-02-30")
    press(app, "Record the year")
    assert "Days off is no day: 2027-02-30." in said(app)
    app.text_area[0].set_value("2027-01-02\n2027-01-01")
    app.text_area[1].set_value("2027-01-10")
    app.text_input[0].set_value("State Council notice")
    press(app, "Record the year")
    assert "The calendar of 2027 is recorded." in said(app)
    assert "provisional: not published yet" not in said(app)
    lists = house.log.get(CalendarBook, "calendar:CN").latest.years[2027]
    assert lists.holidays == (date(2027, 1, 1), date(2027, 1, 2))
    assert (lists.workdays, lists.provisional) == ((date(2027, 1, 10),), False)


@pytest.mark.parametrize("section", ["units", "people", "tariff", "rules", "calendar"])
def test_every_section_speaks_chinese_throughout(shared: House, section: str) -> None:
    app = page(shared, section, language="zh")
    words = said(app) + "".join(one.label for one in (*app.button, *app.selectbox, *app.expander))
    assert "administrator" not in words
    for english in ("Account", "Building", "Follow", "Year", "edition", "Sign"):
        assert english not in words


def test_a_day_in_the_files_is_the_sites_own(furnished: Path, tmp_path: Path) -> None:
    """CAL-11: at 16:30 UTC it is tomorrow in Shanghai."""
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    for house in opened(furnished, tmp_path / "late", lambda: late):
        app = page(house, "tariff")
        assert app.date_input(key="files.tariff.since").value == date(2026, 11, 23)
