"""XLSX workbooks: one sheet, streamed; what a formula made or a merged cell hides is refused by its place.

A formula is refused even where the file remembers its last result: nobody stated that value, and it may
change when the file is opened next. Percentages come as the number behind them (5 % is 0.05), dates as dates.
"""

import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from console.tabular.merged import Merges, NotPlainXmlError, merges_of
from console.tabular.rows import Cell, Row, Table, fill, headings
from domain.errors import Reason, Refused, Term, reason

Opener = Callable[[], BinaryIO]

UNPACKED_BYTES = 512 << 20
RATIO = 200
PARTS = 5000
SMALL = 4 << 20
"""Parts below this size may shrink as much as they like."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    NotPlainXmlError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    NotImplementedError,
    SyntaxError,
)
"""What the library raises for a file that is not what it says; a parse error of XML is a ``SyntaxError``."""


def read(opened: Opener, name: str, sheet: str) -> Table:
    """The table of a workbook; see :func:`console.tabular.read`."""
    _refuse_bombs(opened, name)
    try:
        with _book(opened) as book:
            worksheet, notices = _chosen(book, name, sheet)
            title = str(worksheet.title)
            with opened() as file, zipfile.ZipFile(file) as archive:
                merges = merges_of(archive, worksheet._worksheet_path)  # noqa: SLF001 - the library tells it nowhere else
            first = _first_row(worksheet)
    except DAMAGE as error:
        raise Refused(reason("The file {name} is damaged and cannot be read.", name=name)) from error
    line, cells = first or (1, [])
    if merged := merges.touching(line):
        raise Refused(
            reason(
                "The headings of {name} stand in merged cells ({ranges}).",
                who=Term("you"),
                verb=Term("unmerge them and write one heading above each column"),
                name=name,
                ranges=merged,
            )
        )
    columns = headings([str(value) for value, _ in cells], name)
    return Table(columns, lambda: _rows(opened, title, columns, line, merges), notices)


def _refuse_bombs(opened: Opener, name: str) -> None:
    """Stop at files that unpack to more than a workbook of a clerk ever holds."""
    try:
        with opened() as file, zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except DAMAGE as error:
        raise Refused(reason("The file {name} is damaged and cannot be read.", name=name)) from error
    bomb = (
        len(parts) > PARTS
        or sum(part.file_size for part in parts) > UNPACKED_BYTES
        or any(part.file_size > max(SMALL, RATIO * part.compress_size) for part in parts)
    )
    if bomb:
        raise Refused(reason("The file {name} is too large.", name=name))


@contextmanager
def _book(opened: Opener) -> Iterator[Workbook]:
    with opened() as file:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _chosen(book: Workbook, name: str, sheet: str) -> tuple[Any, list[Reason]]:
    visible = [one for one in book.worksheets if one.sheet_state == "visible"]
    hidden = [str(one.title) for one in book.worksheets if one.sheet_state != "visible"]
    wanted = [one for one in visible if sheet in ("", one.title)]
    if not wanted:
        raise Refused(
            reason(
                "{name} has no visible sheet {sheet}; it has {sheets}.",
                name=name,
                sheet=sheet,
                sheets=[str(one.title) for one in visible],
            )
            if sheet
            else reason("{name} has no visible sheet.", name=name)
        )
    notices: list[Reason] = []
    if hidden:
        notices.append(reason("Hidden sheets were not read: {sheets}.", sheets=hidden))
    if len(visible) > 1:
        notices.append(reason("Only the sheet {sheet} was read.", sheet=str(wanted[0].title)))
    wanted[0].reset_dimensions()
    return wanted[0], notices


def _first_row(worksheet: Any) -> tuple[int, list[tuple[Cell, Reason | None]]] | None:
    for line, cells in enumerate(worksheet.iter_rows(), start=1):
        values = [_value(line, cell) for cell in cells]
        if any(value != "" for value, _ in values):
            return line, values
    return None


def _rows(opened: Opener, title: str, columns: list[str], heading_line: int, merges: Merges) -> Iterator[Row]:
    line = heading_line
    with _book(opened) as book:
        worksheet: Any = book[title]
        worksheet.reset_dimensions()
        try:
            for line, cells in enumerate(worksheet.iter_rows(), start=1):
                if line <= heading_line:
                    continue
                judged = [_value(line, cell) for cell in cells]
                obstacles = [obstacle for _, obstacle in judged if obstacle]
                if obstacles or any(value != "" for value, _ in judged):
                    yield fill(
                        line, columns, [value for value, _ in judged], obstacles + _merged(line, merges)
                    )
        except DAMAGE:
            yield fill(line + 1, columns, (), [reason("The sheet breaks off after line {line}.", line=line)])


def _merged(line: int, merges: Merges) -> list[Reason]:
    ranges = merges.touching(line)
    if not ranges:
        return []
    return [
        reason(
            "Line {line} lies in merged cells ({ranges}).",
            who=Term("you"),
            verb=Term("unmerge them and fill in every row"),
            line=line,
            ranges=ranges,
        )
    ]


def _value(line: int, cell: Any) -> tuple[Cell, Reason | None]:
    """What stands in a cell, and why it cannot be used."""
    value = cell.value
    if value is None:
        return "", None
    if cell.data_type == "f":
        return "", reason(
            "Line {line}: a formula stands in cell {cell}.",
            who=Term("you"),
            verb=Term("paste it as a value"),
            line=line,
            cell=cell.coordinate,
        )
    if cell.data_type == "e":
        return "", reason("Line {line}: cell {cell} shows an error.", line=line, cell=cell.coordinate)
    return (value.strip() if isinstance(value, str) else value), None
