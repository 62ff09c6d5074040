"""CSV files (also packed as .gz): encoding, delimiter, quoted line breaks, and lines that fit no table."""

import csv
import gzip
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import BinaryIO, TextIO, cast

from console.tabular.encodings import encoding_of
from console.tabular.rows import Row, Table, fill, headings
from domain.errors import Reason, Refused, Term, reason

GZIP = b"\x1f\x8b"
DELIMITERS = ",;\t|"
LINE_CHARACTERS = 256 * 1024
RECORD_LINES = 200
"""A quotation mark that is not closed after so many lines was never meant to open a field."""

Opener = Callable[[], BinaryIO]


class _TooLong(Exception):
    """The next physical line is longer than any row."""


class _NeverClosed(Exception):
    """A quotation mark swallows more lines than any field has."""


def read(opened: Opener, name: str, encoding: str, delimiter: str) -> Table:
    """The table of a CSV file; see :func:`console.tabular.read`."""
    try:
        with _unpacked(opened) as file:
            chosen = encoding or encoding_of(file, name)
        with _text(opened, chosen) as file:
            separator, first = _separator(_Lines(file), delimiter)
        with _text(opened, chosen) as file:
            found = _heading(_records(_Lines(file), separator), first)
    except (EOFError, OSError, zlib.error) as error:
        damaged = reason("The file {name} is damaged and cannot be read to its end.", name=name)
        raise Refused(damaged) from error
    except LookupError as error:
        raise Refused(reason("The encoding {encoding} is not known.", encoding=encoding)) from error
    if found is None:
        raise Refused(reason("The first row of {name} cannot be read.", name=name))
    heading_line, cells = found
    columns = headings(cells, name)
    foreign = not encoding and not chosen.startswith("utf")
    notices = [reason("The file was read as {encoding}.", encoding=chosen.upper())] if foreign else []
    return Table(columns, lambda: _rows(opened, chosen, separator, columns, heading_line), notices)


def _heading(records: Iterator[tuple[int, list[str] | Reason]], first: int) -> tuple[int, list[str]] | None:
    """The first record that is not blank, unless it is broken."""
    for line, cells in records:
        if isinstance(cells, Reason):
            return None
        if line >= first and any(cell.strip() for cell in cells):
            return line, cells
    return None


@contextmanager
def _unpacked(opened: Opener) -> Iterator[BinaryIO]:
    with opened() as file:
        packed = file.read(2) == GZIP
        file.seek(0)
        if packed:
            with gzip.open(file, "rb") as unpacked:
                yield cast("BinaryIO", unpacked)
        else:
            yield file


@contextmanager
def _text(opened: Opener, encoding: str) -> Iterator[TextIO]:
    with (
        _unpacked(opened) as file,
        TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text,
    ):
        yield text


class _Lines:
    """The physical lines of a file for ``csv.reader``, none of them too long; a broken record is given back.

    Attributes:
        number: How many lines were handed out.
    """

    def __init__(self, text: TextIO) -> None:
        self.number = 0
        self._text = text
        self._taken: list[str] = []
        self._size = 0
        self._back: deque[str] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self._taken) >= RECORD_LINES or self._size > LINE_CHARACTERS:
            raise _NeverClosed
        line = self._back.popleft() if self._back else self._text.readline(LINE_CHARACTERS + 1)
        if not line:
            if self._taken:
                raise _NeverClosed
            raise StopIteration
        self.number += 1
        if len(line) > LINE_CHARACTERS and line[-1] not in "\r\n":
            self._skip_line()
            raise _TooLong
        self._taken.append(line)
        self._size += len(line)
        return line

    def begin_record(self) -> int:
        """The line number on which the next record begins."""
        self._taken, self._size = [], 0
        return self.number + 1

    def give_back(self) -> None:
        """Hand out again all lines of this record but the first."""
        rest = self._taken[1:]
        self._back.extendleft(reversed(rest))
        self.number -= len(rest)

    def _skip_line(self) -> None:
        part = self._text.readline(LINE_CHARACTERS)
        while part and part[-1] not in "\r\n":
            part = self._text.readline(LINE_CHARACTERS)


def _separator(lines: _Lines, given: str) -> tuple[str, int]:
    """The delimiter, and the line on which the headings stand at the earliest (after Excel's ``sep=``)."""
    try:
        first = next(lines, "")
    except _TooLong:
        return given or ",", 1
    told = first.rstrip("\r\n")
    if told.lower().startswith("sep=") and len(told) == len("sep=,"):
        return given or told[-1], 2
    widths = {one: len(next(csv.reader([first], delimiter=one), [])) for one in DELIMITERS}
    return given or max(DELIMITERS, key=lambda one: widths[one]), 1


def _records(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str] | Reason]]:
    """Line number and cells of each record that is not blank; the reason where it is no record."""
    reader = csv.reader(lines, delimiter=separator)
    while True:
        start = lines.begin_record()
        try:
            values = next(reader)
        except StopIteration:
            return
        except _NeverClosed:
            lines.give_back()
            values = _never_closed(start)
        except (_TooLong, csv.Error):
            values = reason("Line {line}: the line is too long to be a row.", line=start)
        if isinstance(values, Reason):
            reader = csv.reader(lines, delimiter=separator)
        if values:
            yield start, values


def _never_closed(line: int) -> Reason:
    return reason(
        "Line {line}: a quotation mark is opened and never closed.",
        who=Term("you"),
        verb=Term("close it or take it out"),
        line=line,
    )


def _rows(
    opened: Opener, encoding: str, separator: str, columns: list[str], heading_line: int
) -> Iterator[Row]:
    with _text(opened, encoding) as file:
        for line, values in _records(_Lines(file), separator):
            if line <= heading_line:
                continue
            if isinstance(values, Reason):
                yield fill(line, columns, (), (values,))
            elif any(value.strip() for value in values):
                yield fill(line, columns, values, _width_obstacles(line, len(columns), values))


def _width_obstacles(line: int, expected: int, values: list[str]) -> list[Reason]:
    found = len(values)
    while found > expected and not values[found - 1]:
        found -= 1
    if found == expected:
        return []
    return [
        reason(
            "Line {line} has {found} cells where the headings are {expected}.",
            line=line,
            found=found,
            expected=expected,
        )
    ]
