"""What a row of a foreign ledger says, by its map."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from console.importing import fields
from console.importing.instants import instant, is_future
from console.importing.ledger_map import LedgerMap, Status
from console.importing.spool import Line
from console.tabular import Row
from domain.errors import Reason, Refused, Term, reason
from domain.tickets.facts import Meaning

NUMBER_CHARACTERS = 60


class LedgerReader:
    """Reads rows by one map; ``now`` is the moment after which nothing has happened yet."""

    def __init__(self, ledger_map: LedgerMap, now: datetime) -> None:
        self._map = ledger_map
        self._columns = ledger_map.columns
        self._zone = ledger_map.zone
        self._now = now

    def number(self, row: Row) -> str:
        """The ticket's number, empty where the row does not tell it."""
        try:
            return fields.name(row.cells.get(self._columns.number, ""), self._columns.number)
        except Refused:
            return ""

    def lines(self, row: Row) -> list[Line]:
        """What the row says: one line, or one for each moment of a ticket.

        Raises:
            Refused: Every reason for which the row cannot be adopted.
        """
        if row.reasons:
            raise Refused(*row.reasons)
        reasons: list[Reason] = []
        said = self._said(row, reasons)
        number = said[self._columns.number]
        if not number or len(number) > NUMBER_CHARACTERS:
            reasons.append(reason("The line names no ticket in {column}.", column=self._columns.number))
        if self._map.file.shape == "status":
            found = self._status_line(row, said, reasons)
        else:
            found = self._moments(row, said, reasons)
        if reasons:
            raise Refused(*reasons)
        return found

    def _said(self, row: Row, reasons: list[Reason]) -> dict[str, str]:
        """The words in every column of the map but its times."""
        times = {self._columns.at, *(one.column for one in self._map.moment)}
        said: dict[str, str] = {}
        for column in self._map.all_columns():
            if column in times:
                continue
            try:
                said[column] = fields.name(row.cells[column], column)
            except Refused as refused:
                said[column] = ""
                reasons += refused.reasons
        return said

    def _status_line(self, row: Row, said: Mapping[str, str], reasons: list[Reason]) -> list[Line]:
        words = {column: said[column] for column in self._columns.status}
        status = self._map.meaning_of(words)
        if status is None:
            reasons.append(_unknown_status(words))
        at = self._instant(row, self._columns.at, reasons)
        if status is None or at is None:
            return []
        return [self._line(row, said, at, status, words)]

    def _moments(self, row: Row, said: Mapping[str, str], reasons: list[Reason]) -> list[Line]:
        found: list[Line] = []
        for moment in self._map.moment:
            if row.cells[moment.column] == "":
                continue
            at = self._instant(row, moment.column, reasons)
            if at is not None:
                status = Status({}, moment.means, moment.reason)
                found.append(self._line(row, said, at, status, {"": moment.column}))
        if not found and not reasons:
            columns = [one.column for one in self._map.moment]
            reasons.append(reason("None of the columns {columns} holds a time.", columns=columns))
        return found

    def _instant(self, row: Row, column: str, reasons: list[Reason]) -> datetime | None:
        try:
            at = instant(row.cells[column], column, self._map.file.times, self._zone)
        except Refused as refused:
            reasons += refused.reasons
            return None
        if is_future(at, self._now):
            reasons.append(reason("{column} lies in the future: {at}.", column=column, at=at))
            return None
        return at

    def _line(
        self, row: Row, said: Mapping[str, str], at: datetime, status: Status, words: Mapping[str, str]
    ) -> Line:
        columns = self._columns
        remark = "; ".join(said[one] for one in columns.remark if said[one])
        own_words = " / ".join(dict.fromkeys(one for one in words.values() if one))
        return Line(
            number=said[columns.number],
            line=row.line,
            at=at,
            content=_content(said, at, words),
            means=status.means,
            reason=self._reason(status, words),
            team=said[columns.team] if columns.team else "",
            person=said[columns.person] if columns.person else "",
            remark=remark or (own_words if status.means is Meaning.REMARK else ""),
            matter=" · ".join(said[one] for one in columns.matter if said[one]),
            unit=said[columns.unit] if columns.unit else "",
            may_reopen=self._map.may_reopen(words, status.means),
        )

    def _reason(self, status: Status, words: Mapping[str, str]) -> str:
        if status.means is not Meaning.WAITING:
            return ""
        own_words = [one for one in words.values() if one]
        return status.reason or (own_words[-1] if own_words else "")


def _content(said: Mapping[str, str], at: datetime, words: Mapping[str, str]) -> str:
    """Identity of what a line says, whatever the order of columns and the offset of its time."""
    text = json.dumps([sorted(said.items()), at.timestamp(), sorted(words.items())], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _unknown_status(words: Mapping[str, str]) -> Reason:
    match = ", ".join(
        f"{json.dumps(one, ensure_ascii=False)} = {json.dumps(word, ensure_ascii=False)}"
        for one, word in words.items()
    )
    return reason(
        "The map does not say what the status {status} means.",
        who=Term("you"),
        verb=Term("add to the map: {table}"),
        status=" / ".join(words.values()),
        table=f"[[status]] match = {{ {match} }} means = …",
    )
