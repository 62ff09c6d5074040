"""A company of one's own from files: units, people and the tariff, a verdict for every row."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from console import tabular
from console.importing.register import FORMS, Report, bring_in
from console.importing.templates import EXAMPLES, template
from console.importing.verdicts import Hand, Verdict, as_json
from domain.company import Member, member_stream
from domain.errors import Refused
from domain.operations import Door
from domain.places import UnitKind
from domain.roles import Role
from domain.tariff import Tariff, tariff_stream
from domain.unit_facts import HandoverState
from domain.units import Unit, unit_stream
from tests.console.office import open_office

HAND = Hand("s1", "root")
HEADINGS = "楼栋,单元,楼层,房号,交付状态,常住,建筑面积,业主姓名,业主电话"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = open_office(tmp_path)
    yield opened
    opened.log.close()


def units(door: Door, *lines: str, headings: str = HEADINGS, dry_run: bool = False) -> Report:
    content = "\n".join((headings, *lines)).encode()
    return bring_in("units", content, "homes.csv", HAND, door.submit, dry_run=dry_run)


def said(report: Report) -> list[tuple[int, str, list[str]]]:
    return [
        (one.line, one.verdict.value, [why.text.format_map(why.fields) for why in one.reasons])
        for one in report.lines
    ]


def unit(door: Door, code: str) -> Unit:
    return door.log.get(Unit, unit_stream("s1", code))


def test_homes_go_in_under_chinese_headings(door: Door) -> None:
    report = units(door, "5,2,12,1203,已入住,是,118.6,王女士,13800000001", "5,2,12,1204,未交付,,,,")
    assert report.counts == {Verdict.ACCEPTED: 2}
    home, empty = unit(door, "5-2-1203"), unit(door, "5-2-1204")
    assert (home.handover_state, home.permanently_resident) == (HandoverState.LIVED_IN, True)
    assert home.file.area_dm2 == 11860
    assert home.owner is not None
    assert (empty.handover_state, empty.owner) == (HandoverState.NOT_HANDED_OVER, None)


def test_homes_go_in_under_english_headings_and_aliases_in_any_order(door: Door) -> None:
    report = units(
        door,
        "0301,3,1,6,handed over,a lift that squeaks",
        headings="Door*,FLOOR,entrance,楼号,Handover state,remark",
    )
    assert report.counts == {Verdict.ACCEPTED: 1}
    assert unit(door, "6-1-0301").handover_state is HandoverState.HANDED_OVER
    assert [one.text.format_map(one.fields) for one in report.notices] == [
        "These columns were not read: ['remark']."
    ]


def test_exam_rooms_and_gates_go_in_by_their_kind_and_need_no_entrance(door: Door) -> None:
    report = units(
        door,
        "D,,1,101,考室,",
        "东校区,,,,gate,球场门",
        "D,,1,,考室,",
        "5,,12,1203,,",
        headings="楼栋,单元,楼层,房号,类别,名称",
    )
    assert said(report) == [
        (2, "accepted", []),
        (3, "accepted", []),
        (4, "refused", ["This place has neither a number, nor a door, nor a name."]),
        (5, "refused", ["Line 5: 单元 is empty."]),
    ]
    room, gate = unit(door, "D101"), unit(door, "球场门")
    assert (room.kind, room.file.floor) == (UnitKind.EXAM_ROOM, "1")
    assert gate.place is not None
    assert (gate.kind, gate.place.name) == (UnitKind.GATE, "球场门")


def test_a_bad_row_names_every_reason_and_the_others_go_in(door: Door) -> None:
    report = units(
        door,
        "5,2,12,,已入住,maybe,big,,13800000001",
        "5,2,12,1204,,,,,",
        "5,2,12",
    )
    assert said(report)[0] == (
        2,
        "refused",
        [
            "Line 2: 房号 is empty.",
            "常住 is neither yes nor no: maybe.",
            "建筑面积 is no number: big.",
            "A phone number of the owner stands here without a name.",
        ],
    )
    assert said(report)[1] == (3, "accepted", [])
    assert said(report)[2][2][0] == "Line 4 has 3 cells where the headings are 9."
    assert report.counts == {Verdict.REFUSED: 2, Verdict.ACCEPTED: 1}


def test_the_door_s_refusal_is_the_row_s_verdict(door: Door) -> None:
    report = units(door, "5,2,12,1203,未交付,是,,,")
    assert said(report) == [
        (2, "refused", ["The unit 5-2-1203 cannot be permanently resident before it is lived in."])
    ]


def test_two_rows_about_the_same_home_are_both_refused_and_name_each_other(door: Door) -> None:
    report = units(door, "5,2,12,1203,,,,,", "5,2,12,1204,,,,,", "5,2,12,1203,,,90,,")
    twins = ["5-2-1203 stands on several lines: [2, 4]."]
    assert said(report) == [(2, "refused", twins), (3, "accepted", []), (4, "refused", twins)]
    assert not unit(door, "5-2-1203").exists


def test_a_mended_file_leaves_what_went_in_before_unchanged(door: Door) -> None:
    units(door, "5,2,12,1203,,,,,", "5,2,12,1204,,often,,,")
    report = units(door, "5,2,12,1204,,否,,,", "5,2,12,1203,,,,,")
    assert [one.verdict for one in report.lines] == [Verdict.ACCEPTED, Verdict.UNCHANGED]
    assert unit(door, "5-2-1203").version == 1


def test_a_dry_run_gives_the_door_s_verdicts_and_writes_nothing(door: Door) -> None:
    before = door.log.head()
    report = units(door, "5,2,12,1203,,,,,", "5,2,12,1204,未交付,是,,,", dry_run=True)
    assert [one.verdict for one in report.lines] == [Verdict.ACCEPTED, Verdict.REFUSED]
    assert door.log.head() == before
    assert not unit(door, "5-2-1203").exists


def test_a_date_that_the_spreadsheet_made_of_a_door_is_refused(door: Door) -> None:
    book = load_workbook(io.BytesIO(template("units", "en")))
    sheet: Any = book["Units"]
    for column, value in enumerate(["", date(2026, 5, 2), "1", "1", "0101"], start=1):
        sheet.cell(row=2, column=column, value=value)
    buffer = io.BytesIO()
    book.save(buffer)
    report = bring_in("units", buffer.getvalue(), "homes.xlsx", HAND, door.submit)
    assert "the spreadsheet has made a date of what was typed" in said(report)[0][2][0]


def test_a_missing_column_stops_the_file_and_every_missing_one_is_named(door: Door) -> None:
    with pytest.raises(Refused) as caught:
        units(door, "5,1", headings="楼栋,单元")
    assert [one.fields["heading"] for one in caught.value.reasons] == ["楼层 (Floor)", "房号 (Door)"]


def test_people_join_with_their_roles_and_dates(door: Door) -> None:
    lines = "账号,姓名,手机,岗位,任职日期\neng1,张师傅,13800000003,工程部主任、维修员,2026年11月1日\n"
    report = bring_in("people", lines.encode("gbk"), "people.csv", HAND, door.submit)
    assert said(report) == [(2, "accepted", [])]
    grants = door.log.get(Member, member_stream("eng1")).grants
    assert [(one.site, one.role, one.since) for one in grants] == [
        ("s1", Role.ENGINEERING_HEAD, date(2026, 11, 1)),
        ("s1", Role.TECHNICIAN, date(2026, 11, 1)),
    ]


def test_a_role_nobody_knows_is_refused_with_those_there_are(door: Door) -> None:
    lines = "account,name,roles,from\nx1,Mr Qian,wizard,2026-11-01\n"
    report = bring_in("people", lines.encode(), "people.csv", HAND, door.submit)
    assert said(report)[0][2][0].startswith("roles is wizard; it can be ")
    assert "前台接待员 (front-desk receptionist)" in said(report)[0][2][0]


TARIFF = "编码,服务项目,计价单位,单价（元）,关键词\nP01,更换水龙头,个,40,水龙头、漏水\n"


def publish(door: Door, content: str) -> Report:
    return bring_in("tariff", content.encode(), "tariff.csv", HAND, door.submit, since=date(2026, 12, 1))


def test_a_tariff_goes_in_as_a_whole_with_prices_to_the_cent(door: Door) -> None:
    report = publish(door, TARIFF + "E03,更换开关,个,￥25.50,开关\n")
    assert report.counts == {Verdict.ACCEPTED: 2}
    edition = door.log.get(Tariff, tariff_stream("s1")).in_force(date(2026, 12, 1))
    assert edition is not None
    assert [(one.code, one.price_cents) for one in edition.items] == [("P01", 4000), ("E03", 2550)]
    assert edition.items[0].keywords == ("水龙头", "漏水")


def test_one_bad_price_holds_the_whole_tariff_back_and_says_so(door: Door) -> None:
    report = publish(door, TARIFF + "E03,更换开关,个,25.505,\n")
    assert report.counts == {Verdict.HELD_BACK: 1, Verdict.REFUSED: 1}
    assert said(report)[0][2] == ["Nothing of this tariff was published, because other lines were refused."]
    assert door.log.get(Tariff, tariff_stream("s1")).editions == ()


def test_the_same_tariff_again_is_unchanged(door: Door) -> None:
    publish(door, TARIFF)
    assert publish(door, TARIFF).counts == {Verdict.UNCHANGED: 1}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", list(FORMS))
def test_the_examples_of_every_template_go_in_as_they_stand(door: Door, kind: str, language: str) -> None:
    content = template(kind, language)
    report = bring_in(
        kind, content, "t.xlsx", HAND, door.submit, since=date(2026, 12, 1), sheet=EXAMPLES[language]
    )
    assert report.counts == {Verdict.ACCEPTED: len(FORMS[kind].examples)}


def test_a_template_is_empty_and_offers_the_words_that_are_accepted() -> None:
    assert list(tabular.read(template("units", "zh"), "t.xlsx")) == []
    sheet: Any = load_workbook(io.BytesIO(template("units", "zh")))["房屋"]
    offered = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert offered[:2] == ['"未交付,已交付,已入住"', '"是,否"']
    assert offered[2].startswith('"住宅,考室,监控室,')
    assert offered[3:] == ['"给排水,供配电,电梯,安防监控,消防,暖通空调,照明,其他设备"']


def test_markup_and_statements_in_a_name_are_kept_as_text(door: Door) -> None:
    evil = "<img src=x onerror=alert(1)>'; DROP TABLE events; --"
    buffer = io.StringIO()
    csv.writer(buffer).writerows([HEADINGS.split(","), ["5", "2", "12", "1203", "", "", "", evil, ""]])
    report = bring_in("units", buffer.getvalue().encode(), "homes.csv", HAND, door.submit)
    assert report.counts == {Verdict.ACCEPTED: 1}
    owner = unit(door, "5-2-1203").owner
    assert owner is not None


def test_a_refused_row_is_told_in_both_languages(door: Door) -> None:
    report = units(door, "5,2,12,1203,未交付,是,,,")
    told = json.loads(as_json(report.lines[0]))
    assert (told["line"], told["key"], told["verdict"]) == (2, "5-2-1203", "refused")
    assert set(told["reasons"]) == {"zh", "en"}
