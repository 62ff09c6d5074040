"""A file of homes, people or prices: tried, taken over, and its refused rows given back."""

import io
from datetime import date

from openpyxl import load_workbook

from console.fileroom.handing_in import Upload, given_back, judged, taken_over
from console.importing.register import FORMS
from console.importing.templates import template
from console.importing.verdicts import Verdict
from console.languages import Translator
from console.wiring import House
from domain.tariff import Tariff, tariff_stream
from tests.console.fileroom.room import hand_in, page, run, said, viewer

HOMES = "楼栋,单元,楼层,房号,交付状态,常住\n10,1,3,0301,已入住,是\n10,1,3,0302,已交付,否\n10,1,3,0303,已入住,也许\n"
TARIFF = "编码,服务项目,计价单位,单价(元)\nP01,更换水龙头,个,40\nP02,更换角阀,个,25.50\n"


def test_choosing_a_file_tries_every_row_and_records_nothing(house: House) -> None:
    head = house.log.head()
    app = hand_in(page(house, "units"), HOMES)
    text = said(app)
    assert "Trial run, nothing recorded yet" in text
    assert "ready to record 2" in text
    assert "to be mended 1" in text
    assert "常住 is neither yes nor no: 也许." in text
    assert "10-1-0301" not in text, "rows that are in order stand behind the filter"
    assert house.log.head() == head
    app.segmented_control(key="files.units.shown").set_value("all")
    assert "10-1-0301" in said(run(app))


def test_taking_over_records_the_good_rows_and_pressing_again_records_nothing(house: House) -> None:
    app = hand_in(page(house, "units"), HOMES)
    app.button(key="files.units.take").click()
    text = said(run(app))
    assert "2 rows were recorded." in text
    assert [one.value for one in app.metric] == ["14", "14", "13", "12"]
    head = house.log.head()
    again = hand_in(page(house, "units"), HOMES)
    assert "on file already 2" in said(again)
    assert [one for one in again.button if one.key == "files.units.take"] == []
    assert house.log.head() == head


def test_a_file_that_cannot_be_read_is_refused_as_a_whole(shared: House) -> None:
    text = said(hand_in(page(shared, "units"), "Door,Floor\n1,2\n", "odd.csv"))
    assert "odd.csv cannot be read" in text
    assert "楼栋 (Building)" in text


def test_what_a_file_says_is_never_markup(shared: House) -> None:
    text = said(hand_in(page(shared, "people"), "Account,Name,Roles,From\n<img src=x>,A,desk,<b>soon</b>\n"))
    assert "&lt;img src=x&gt;" in text
    assert "&lt;b&gt;soon&lt;/b&gt;" in text
    assert "<img" not in text


def test_refused_rows_come_back_as_a_file_that_can_be_mended_and_handed_in(house: House) -> None:
    upload = Upload(FORMS["units"], "homes.csv", HOMES.encode())
    report = taken_over(viewer(house), upload)
    back = given_back(upload, report, Translator.for_language("en"))
    book = load_workbook(io.BytesIO(back))
    rows = [[cell.value for cell in row] for row in book.worksheets[0]]
    assert rows[0][-2:] == ["Line of the file", "Reasons"]
    assert [row[:6] for row in rows[1:]] == [["10", "1", "3", "0303", "已入住", "也许"]]
    assert rows[1][6:] == ["4", "常住 is neither yes nor no: 也许."]
    book.worksheets[0].cell(2, 6, "是")
    mended = io.BytesIO()
    book.save(mended)
    after = taken_over(viewer(house), Upload(FORMS["units"], "mended.xlsx", mended.getvalue()))
    assert after.counts == {Verdict.ACCEPTED: 1}


def test_a_file_mended_and_refused_again_has_its_marks_only_once(shared: House) -> None:
    """Two rounds of mending would else end in a heading that stands twice."""
    upload = Upload(FORMS["units"], "homes.csv", HOMES.encode())
    english = Translator.for_language("en")
    first = given_back(upload, judged(viewer(shared), upload), english)
    second = Upload(FORMS["units"], "back.xlsx", first)
    assert given_back(second, judged(viewer(shared), second), english).startswith(b"PK")


def test_a_tariff_with_a_bad_row_comes_back_whole_because_it_is_published_whole(shared: House) -> None:
    """TCK-03."""
    upload = Upload(FORMS["tariff"], "t.csv", (TARIFF + "P03,通下水,次,便宜\n").encode(), date(2026, 12, 1))
    report = judged(viewer(shared), upload)
    book = load_workbook(io.BytesIO(given_back(upload, report, Translator.for_language("en"))))
    assert [row[0].value for row in book.worksheets[0]][1:] == ["P01", "P02", "P03"]


def test_a_tariff_replaces_the_list_from_the_day_chosen(house: House) -> None:
    """TCK-03."""
    app = page(house, "tariff")
    app.date_input(key="files.tariff.since").set_value(date(2026, 12, 1))
    app = hand_in(run(app), TARIFF)
    app.button(key="files.tariff.take").click()
    run(app)
    tariff = house.log.get(Tariff, tariff_stream("s1"))
    assert [len(edition.items) for edition in tariff.editions] == [5, 2]
    assert tariff.editions[1].since == date(2026, 12, 1)
    labels = [one.label for one in app.expander]
    assert labels == [
        "In force today: edition 1, from 1 Jan 2026, 5 services",
        "Still to come: edition 2, from 1 Dec 2026, 2 services",
    ]


def test_templates_are_offered_in_both_languages_and_accepted_as_they_are(shared: House) -> None:
    app = page(shared, "units")
    labels = [one.label for one in app.download_button]
    assert labels == ["Template in Chinese", "Template in English"]
    for language in ("zh", "en"):
        empty = Upload(FORMS["units"], "empty.xlsx", template("units", language))
        assert judged(viewer(shared), empty).lines == ()
