"""Naming what was done to a log, from the events in which it and its witness file part."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from domain.log.findings import Finding, finding

NAMED = 500
"""So many findings are told one by one; of the rest their number."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INDEXES = "CREATE INDEX here_digest ON here (digest); CREATE INDEX there_digest ON there (digest)"
_MET = """
SELECT there.position, min(here.position) FROM there JOIN here ON here.digest = there.digest
GROUP BY there.position ORDER BY there.position
"""
_LOST = "SELECT position FROM there WHERE digest NOT IN (SELECT digest FROM here) ORDER BY position"
_NEW = """
SELECT position FROM here WHERE position NOT IN (
    SELECT at FROM (SELECT there.position, min(here.position) AS at FROM there
    JOIN here ON here.digest = there.digest GROUP BY there.position)
) ORDER BY position
"""
_REDATED = """
SELECT there.position, here.position, there.recorded_at, here.recorded_at
FROM there JOIN here ON here.digest = there.digest AND here.recorded_at <> there.recorded_at
ORDER BY here.position
"""
_HERE = "SELECT position, stream, version, name FROM here WHERE position = ?"
_THERE = "SELECT recorded_at FROM there WHERE position = ?"


class Run(msgspec.Struct, frozen=True):
    """Events that followed each other when they were recorded and still do, all equally far from their places.

    Attributes:
        first: Place of the first of them when it was recorded.
        last: That of the last.
        shift: How far they stand from there now.
    """

    first: int
    last: int
    shift: int


class Accuser:
    """Names what was done.

    Args:
        scratch: The tables ``here``, what stands in the log, and ``there``, what the witness file has.
        size: How many events the witness file has.
        head: Position of the last event in the log.
    """

    def __init__(self, scratch: sqlite3.Connection, size: int, head: int) -> None:
        scratch.executescript(_INDEXES)
        self._scratch, self._size, self._head = scratch, size, head
        self._lost = [row[0] for row in scratch.execute(_LOST)]
        self._new = [row[0] for row in scratch.execute(_NEW)]
        runs = list(_runs(scratch.execute(_MET)))
        strayed = [one for one in runs if not self._explained(one, self._lost, self._new)]
        self._displaced = {one.first: one.shift for one in strayed if one.first == one.last}
        self._runs = runs
        self._new = self._new[: bisect_right(self._new, self._end())]
        lost = sorted([*self._lost, *self._displaced])
        new = sorted([*self._new, *(place + by for place, by in self._displaced.items())])
        self._moved = [one for one in strayed if one.first < one.last and not self._explained(one, lost, new)]
        self._runs = runs

    def findings(self) -> list[Finding]:
        """Every accusation, by position; the first five hundred one by one."""
        altered, removed = self._judged()
        found: list[tuple[int, str, tuple[int, ...]]] = [(at, "altered", ()) for at in altered]
        found += [(at, "put_in", ()) for at in self._new if at not in altered]
        found += [(place + by, "displaced", (place,)) for place, by in self._displaced.items()]
        found += [(one.first, "moved_run", (one.last, one.first + one.shift)) for one in self._moved]
        found += [(first, self._gone(first, last), (last,)) for first, last in removed]
        found += [
            (at, "redated", (was, says))
            for place, at, was, says in self._scratch.execute(_REDATED)
            if place not in self._displaced
        ]
        found.sort()
        told = [self._told(*one) for one in found[:NAMED]]
        return told if len(found) <= NAMED else [*told, finding("differ_many", count=len(found) - NAMED)]

    def _end(self) -> int:
        """Up to which position the signed events stand, and what may stand in the place of the last of them."""
        gone = {*self._lost, *self._displaced}
        last = next((place for place in range(self._size, 0, -1) if place not in gone), 0)
        return last + self._shift_before(last + 1) + len(self._lost) - bisect_right(self._lost, last)

    @staticmethod
    def _explained(run: Run, lost: Sequence[int], new: Sequence[int]) -> bool:
        """Whether what was taken away and put in before it is why it stands where it does."""
        pushed = bisect_left(new, run.first + run.shift) - bisect_left(lost, run.first)
        return run.shift in {0, pushed}

    def _judged(self) -> tuple[set[int], list[tuple[int, int]]]:
        """Positions where another event stands in a lost one's place, and the stretches that are simply gone."""
        unknown, altered = set(self._new), set[int]()
        removed: list[tuple[int, int]] = []
        shift, before = 0, 0
        for place in self._lost:
            if place != before + 1:
                shift = self._shift_before(place)
            before = place
            if place + shift in unknown:
                altered.add(place + shift)
            elif removed and removed[-1][1] == place - 1:
                removed[-1] = removed[-1][0], place
            else:
                removed.append((place, place))
        return altered, removed

    def _shift_before(self, place: int) -> int:
        """How far the nearest event before a place stands from its own, those moved by themselves left aside."""
        while (place := place - 1) in self._displaced:
            pass
        at = bisect_right(self._runs, place, key=lambda one: one.first) - 1
        return self._runs[at].shift if at >= 0 and self._runs[at].last >= place else 0

    def _gone(self, first: int, last: int) -> str:
        if last == self._size and self._head < first:
            return "truncated"
        return "removed_run" if last > first else "removed"

    def _told(self, at: int, kind: str, more: tuple[int, ...]) -> Finding:
        match kind:
            case "displaced":
                fields = {"belongs": more[0], **self._here(at)}
            case "redated":
                fields = {"at": _instant(more[0]), "says": _instant(more[1]), **self._here(at)}
            case "moved_run":
                fields = {"position": at, "last": more[0], "to": more[1]}
            case "removed":
                fields = {"position": at, "at": _instant(*self._scratch.execute(_THERE, [at]).fetchone())}
            case "removed_run" | "truncated":
                fields = {"position": at, "last": more[0], "head": self._head}
            case _:
                fields = self._here(at)
        return finding(kind, **fields)

    def _here(self, position: int) -> dict[str, object]:
        row = self._scratch.execute(_HERE, [position]).fetchone()
        return dict(zip(("position", "stream", "version", "name"), row, strict=True))


def _runs(met: Iterator[tuple[int, int]]) -> Iterator[Run]:
    first = last = shift = 0
    for place, position in met:
        if last and (place, position - place) == (last + 1, shift):
            last = place
            continue
        if last:
            yield Run(first, last, shift)
        first, last, shift = place, place, position - place
    if last:
        yield Run(first, last, shift)


def _instant(micros: object) -> datetime | str:
    """When it was, or what stands there where no calendar has that day."""
    try:
        return _EPOCH + timedelta(microseconds=micros) if isinstance(micros, int) else str(micros)
    except OverflowError:
        return str(micros)
