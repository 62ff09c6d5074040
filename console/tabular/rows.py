"""What every table reader gives: headings, and rows that are good or say why not."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from domain.errors import Reason, Refused, Term, reason

Cell = str | bool | int | float | datetime | date | time | timedelta

FIELD_CHARACTERS = 32 * 1024
"""A longer field is no field of a register or a ledger."""

COLUMNS = 500
NOT_TEXT = "\N{REPLACEMENT CHARACTER}"


class Row(msgspec.Struct, frozen=True):
    """One row under the headings.

    Attributes:
        line: Its line in the file (CSV) or its row number (XLSX); the headings stand on line 1 as a rule.
        cells: Heading → value; an empty cell is the empty text.
        reasons: Why the row cannot be used; empty for a good one.
    """

    line: int
    cells: dict[str, Cell]
    reasons: tuple[Reason, ...] = ()


class Table:
    """The headings of a file and a fresh run over its rows for every iteration.

    Attributes:
        columns: The headings, left to right.
        notices: What the person should know about how the file was read.
    """

    def __init__(
        self, columns: Sequence[str], rows: Callable[[], Iterator[Row]], notices: Sequence[Reason] = ()
    ) -> None:
        self.columns = tuple(column for column in columns if column)
        self.notices = tuple(notices)
        self._rows = rows

    def __iter__(self) -> Iterator[Row]:
        return self._rows()


def headings(cells: Sequence[str], name: str) -> list[str]:
    """The headings of a table, in their places; an unnamed column is the empty text.

    Raises:
        Refused: None is named, one is named twice, or there are more columns than anybody fills in.
    """
    named = [cell.replace(NOT_TEXT, "").replace("\x00", "").strip() for cell in cells]
    while named and not named[-1]:
        named.pop()
    if not named:
        raise Refused(
            reason(
                "The first row of {name} holds no headings.",
                who=Term("you"),
                verb=Term("write one heading above each column"),
                name=name,
            )
        )
    if len(named) > COLUMNS:
        raise Refused(reason("{name} has more than {limit} columns.", name=name, limit=COLUMNS))
    twice = sorted({one for one in named if one and named.count(one) > 1})
    if twice:
        raise Refused(reason("{name} has the heading {columns} more than once.", name=name, columns=twice))
    return named


def fill(line: int, columns: Sequence[str], values: Sequence[Cell], reasons: Sequence[Reason] = ()) -> Row:
    """Set values under headings and find what no field may hold.

    Values beyond the last heading, or under no heading, are refused unless they are empty.
    """
    found = list(reasons)
    cells: dict[str, Cell] = dict.fromkeys((column for column in columns if column), "")
    for place, value in enumerate(values):
        column = columns[place] if place < len(columns) else ""
        if isinstance(value, str):
            found += _text_obstacles(line, column or str(place + 1), value)
        if column:
            cells[column] = value[:FIELD_CHARACTERS] if isinstance(value, str) else value
        elif value != "":
            found.append(
                reason(
                    "Line {line}: column {place} is filled in but has no heading.", line=line, place=place + 1
                )
            )
    return Row(line, cells, tuple(found))


def _text_obstacles(line: int, column: str, value: str) -> list[Reason]:
    if len(value) > FIELD_CHARACTERS:
        return [
            reason(
                "Line {line}, column {column}: the text is longer than {limit} characters.",
                line=line,
                column=column,
                limit=FIELD_CHARACTERS,
            )
        ]
    if "\x00" in value or NOT_TEXT in value:
        return [
            reason("Line {line}, column {column}: some characters cannot be read.", line=line, column=column)
        ]
    return []
