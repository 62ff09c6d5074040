"""Files as clerks send them: every encoding, delimiter and mishap gives rows or reasons."""

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from console import tabular
from console.tabular import Row
from domain.errors import Reason, Refused


def rows(content: bytes | str, **options: str) -> list[Row]:
    data = content.encode() if isinstance(content, str) else content
    return list(tabular.read(data, "homes.csv", **options))


def texts(reasons: Sequence[Reason]) -> list[str]:
    return [one.text.format_map(one.fields) for one in reasons]


def refused(content: bytes, **options: str) -> list[str]:
    with pytest.raises(Refused) as caught:
        list(tabular.read(content, "homes.csv", **options))
    return texts(caught.value.reasons)


def xlsx(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    book.close()
    return buffer.getvalue()


def sheet_of(*lines: Sequence[Any]) -> tuple[Workbook, Any]:
    book = Workbook()
    sheet: Any = book.active
    for line in lines:
        sheet.append(list(line))
    return book, sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gbk", "gb18030"])
def test_chinese_is_read_in_each_encoding_that_chinese_programs_write(encoding: str) -> None:
    content = "楼栋,房号,业主\r\n五号楼,1203,龙女士\r\n六号楼,0301,陈先生\r\n".encode(encoding)
    assert [row.cells["业主"] for row in rows(content)] == ["龙女士", "陈先生"]


def test_a_file_that_is_not_utf_8_says_how_it_was_read() -> None:
    table = tabular.read("楼栋\n五号楼\n".encode("gbk"), "homes.csv")
    assert texts(table.notices) == ["The file was read as GB18030."]


def test_one_broken_byte_in_a_utf_8_file_costs_one_row_and_not_the_encoding() -> None:
    found = rows("楼栋,业主\n五号楼,龙女士\n".encode() + b"6,\xff\n" + "七号楼,陈先生\n".encode())
    assert [bool(row.reasons) for row in found] == [False, True, False]
    assert texts(found[1].reasons) == ["Line 3, column 业主: some characters cannot be read."]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    found = rows(f"building{delimiter}door\n5{delimiter}1203\n")
    assert found[0].cells == {"building": "5", "door": "1203"}


def test_the_first_line_that_excel_writes_about_its_delimiter_is_no_heading() -> None:
    found = rows("sep=;\nbuilding;door\n5;1203\n")
    assert (found[0].line, found[0].cells) == (3, {"building": "5", "door": "1203"})


def test_a_quoted_line_break_stays_in_its_field_and_lines_are_counted_as_an_editor_counts() -> None:
    found = rows('door,remark\r\n1203,"leaks,\r\nsince ""Monday"""\r\n1204,\r\n')
    assert [row.line for row in found] == [2, 4]
    assert found[0].cells["remark"] == 'leaks,\r\nsince "Monday"'


def test_too_many_and_too_few_cells_make_bad_rows_and_the_rest_goes_on() -> None:
    found = rows("a,b\n1\n1,2,3\n1,2,,\n\n4,5\n")
    assert [texts(row.reasons)[:1] for row in found] == [
        ["Line 2 has 1 cells where the headings are 2."],
        ["Line 3 has 3 cells where the headings are 2."],
        [],
        [],
    ]
    assert (found[-1].line, found[-1].cells) == (6, {"a": "4", "b": "5"})


def test_ten_megabytes_in_one_field_cost_one_row_and_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("w") as file:
        file.write("a,b\n1,")
        for _ in range(160):
            file.write("x" * 65536)
        file.write("\n2,fine\n")
    tracemalloc.start()
    found = list(tabular.read(path, "big.csv"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert texts(found[0].reasons) == ["Line 2: the line is too long to be a row."]
    assert found[1] == Row(3, {"a": "2", "b": "fine"})
    assert peak < 8 << 20


@pytest.mark.parametrize(("length", "good"), [(32 * 1024, True), (32 * 1024 + 1, False)])
def test_a_field_may_hold_32_kib(length: int, good: bool) -> None:  # noqa: FBT001
    assert (rows("a,b\n1," + "x" * length + "\n")[0].reasons == ()) is good


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_only() -> None:
    found = rows('a,b\n1,"open\n2,x\n3,y\n')
    assert [(row.line, bool(row.reasons)) for row in found] == [(2, True), (3, False), (4, False)]
    assert "never closed" in texts(found[0].reasons)[0]


def test_a_zero_byte_costs_one_row() -> None:
    assert [bool(row.reasons) for row in rows("a,b\n1,x\x00y\n2,z\n")] == [True, False]


def test_a_packed_file_reads_like_the_file_itself_and_twice_the_same() -> None:
    table = tabular.read(gzip.compress(b"a,b\n1,2\n3,4\n"), "homes.csv.gz")
    assert list(table) == list(table) == [Row(2, {"a": "1", "b": "2"}), Row(3, {"a": "3", "b": "4"})]


def test_a_packed_file_that_breaks_off_is_refused_before_a_row_is_taken() -> None:
    content = gzip.compress(b"a,b\n" + b"1,2\n" * 5000)[:-20]
    assert refused(content) == ["The file homes.csv is damaged and cannot be read to its end."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file homes.csv is empty."),
        (b"\xd0\xcf\x11\xe0" + bytes(512), "The file homes.csv is an old or a protected Excel file."),
        (b"a,b,a\n1,2,3\n", "homes.csv has the heading ['a'] more than once."),
        (b"PK\x03\x04broken", "The file homes.csv is damaged and cannot be read."),
        (b"\n\n", "The first row of homes.csv cannot be read."),
    ],
)
def test_a_file_of_which_no_row_can_be_read_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    assert refused(content) == [said]


def test_an_unknown_encoding_is_named() -> None:
    assert refused(b"a\n1\n", encoding="klingon") == ["The encoding klingon is not known."]


def test_a_workbook_gives_dates_numbers_and_texts_as_they_are() -> None:
    book, sheet = sheet_of(
        ["door", "ends", "area", "share", "phone"],
        ["1203", datetime(2027, 6, 30), 89.5, 0.05, "013800000001"],  # noqa: DTZ001
    )
    sheet["D2"].number_format = "0%"
    assert list(tabular.read(xlsx(book), "homes.xlsx")) == [
        Row(
            2,
            {
                "door": "1203",
                "ends": datetime(2027, 6, 30),  # noqa: DTZ001
                "area": 89.5,
                "share": 0.05,
                "phone": "013800000001",
            },
        )
    ]


def test_a_formula_is_refused_by_the_name_of_its_cell() -> None:
    book, _ = sheet_of(["door", "area"], ["1203", "=80+9.5"], ["1204", 89.5])
    found = list(tabular.read(xlsx(book), "homes.xlsx"))
    assert texts(found[0].reasons) == ["Line 2: a formula stands in cell B2."]
    assert found[1].reasons == ()


def test_rows_in_merged_cells_are_refused_with_the_range_named() -> None:
    book, sheet = sheet_of(["building", "door"], ["5", "1203"], [None, "1204"], ["6", "0101"])
    sheet.merge_cells("A2:A3")
    found = list(tabular.read(xlsx(book), "homes.xlsx"))
    assert [texts(row.reasons) for row in found] == [
        ["Line 2 lies in merged cells (['A2:A3'])."],
        ["Line 3 lies in merged cells (['A2:A3'])."],
        [],
    ]


def test_a_merged_title_above_the_headings_is_refused_with_what_to_do() -> None:
    book, sheet = sheet_of(["Homes of the estate", None], ["building", "door"], ["5", "1203"])
    sheet.merge_cells("A1:B1")
    assert refused(xlsx(book)) == ["The headings of homes.csv stand in merged cells (['A1:B1'])."]


def test_hidden_sheets_are_left_out_with_a_notice() -> None:
    book, _ = sheet_of(["door"], ["1203"])
    hidden = book.create_sheet("old homes", 0)
    hidden.append(["door"])
    hidden.append(["9999"])
    hidden.sheet_state = "hidden"
    table = tabular.read(xlsx(book), "homes.xlsx")
    assert [row.cells["door"] for row in table] == ["1203"]
    assert texts(table.notices) == ["Hidden sheets were not read: ['old homes']."]


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unread() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(40):
            part.write(bytes(1 << 20))
    assert refused(buffer.getvalue()) == ["The file homes.csv is too large."]


def test_markup_and_statements_in_a_cell_are_plain_text() -> None:
    evil = "<script>alert(1)</script>'; DROP TABLE events; --"
    assert rows(f'a,b\n"{evil}",=1+1\n')[0].cells == {"a": evil, "b": "=1+1"}


@pytest.mark.parametrize(
    "damage", [b'<?xml version="1.0" encoding="qtf-8"?><x/>', b"<worksheet><sheetData", b""]
)
def test_a_workbook_whose_sheet_is_damaged_is_refused_and_no_crash(damage: bytes) -> None:
    book, _ = sheet_of(["door"], ["1203"])
    whole, broken = io.BytesIO(xlsx(book)), io.BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.namelist():
            target.writestr(part, damage if part.endswith("sheet1.xml") else source.read(part))
    assert refused(broken.getvalue()) == ["The file homes.csv is damaged and cannot be read."]
