"""Judging the chain row by row, and naming exactly the rows that were touched."""

import struct
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import msgspec

from domain.log import chain
from domain.log.dialects.dialect import Row
from domain.log.findings import Finding, finding

_SUSPECTS = 500
_NO_TIME = -1
"""Stands for a time of recording that is no number, which a table without its types can hold."""


class Suspect(msgspec.Struct, frozen=True):
    """A row that does not fit where it stands, or that cannot be judged because the one before it is gone."""

    position: int
    recorded_at: int
    hash: bytes
    digest: bytes
    previous: bytes | None
    stream: str
    version: int
    name: str

    def fits(self, previous: bytes, position: int) -> bool:
        """Whether its hash is right for that place."""
        return _link(previous, position, self.recorded_at, self.digest) == self.hash


class Links:
    """Takes the rows in order of position and keeps only those that raise a question.

    Attributes:
        checked: Rows seen.
        position: Position of the last row.
        hash: Its stored hash.

    Args:
        genesis: What stands before the first event, as the store says.
        recomputed: The same from what the store says of itself; another one where either was changed.
    """

    def __init__(self, genesis: bytes, recomputed: bytes) -> None:
        self.checked = 0
        self.position = 0
        self.hash = genesis
        self._recomputed = recomputed
        self._recorded_at = 0
        self._shift = 0
        self._found: list[Finding] = []
        self._suspects: dict[int, Suspect] = {}
        self._holes: dict[int, bytes] = {}
        self._more = 0

    def begin_after(self, position: int, recorded_at: int, stored: bytes) -> None:
        """Take an event as right, and judge only those that follow it."""
        self.position, self._recorded_at, self.hash = position, recorded_at, stored

    def page(self, rows: Sequence[Row]) -> list[bytes]:
        """Judge the next rows; answers with what the tree of the events says of each.

        Whatever simply follows is judged here, in one loop: it is nearly all, and calls are half of the time.
        """
        records: list[bytes] = []
        for given in rows:
            row: Row = given if type(given[1]) is int else (given[0], _NO_TIME, *given[2:])
            position, recorded_at, stored = row[0], row[1], row[2]
            digest = sha256(chain.pack(row[3:])).digest()
            record = chain.stamp(recorded_at) + digest
            records.append(record)
            follows = position == self.position + 1 and recorded_at >= self._recorded_at
            if follows and sha256(self.hash + chain.stamp(position) + record).digest() == stored:
                self.checked += 1
                self.position, self.hash, self._recorded_at, self._shift = position, stored, recorded_at, 0
            else:
                self._check(row, digest)
        return records

    def _check(self, row: Row, digest: bytes) -> None:
        """Judge a row that raises a question: stamps, then content, which comes to a digest."""
        position, recorded_at, stored = row[:3]
        self.checked += 1
        if position == 1 and _link(self._recomputed, 1, recorded_at, digest) == stored:
            self.hash = self._recomputed
        if position < 1:
            self._found.append(finding("inserted", **_place(row)))
            return
        if position > self.position + 1:
            self._gap(position)
            self._suspect(row, digest, None)
        elif not self._fits(position, recorded_at, stored, digest):
            self._suspect(row, digest, self.hash)
        elif recorded_at < self._recorded_at:
            self._found.append(finding("backwards", **_place(row)))
        self.position, self.hash, self._recorded_at = position, stored, recorded_at

    def findings(self) -> list[Finding]:
        """What the rows seen so far add up to, by position."""
        found = self._found + self._resolve()
        if self._more:
            found.append(finding("many", count=self._more))
        return sorted(found, key=lambda one: one.position or 0)

    def _gap(self, position: int) -> None:
        first, last = self.position + 1, position - 1
        self._holes[first] = self.hash
        kind = "missing" if first == last else "missing_run"
        self._found.append(finding(kind, position=first, last=last))

    def _fits(self, position: int, recorded_at: int, stored: bytes, digest: bytes) -> bool:
        for shift in dict.fromkeys((self._shift, 0, -1, 1)):
            if _link(self.hash, position + shift, recorded_at, digest) == stored:
                if shift not in {self._shift, 0}:
                    self._found.append(finding("moved", position=position, by=abs(shift)))
                self._shift = shift
                return True
        return False

    def _suspect(self, row: Row, digest: bytes, previous: bytes | None) -> None:
        if len(self._suspects) >= _SUSPECTS:
            self._more += 1
            return
        place = _place(row)
        self._suspects[row[0]] = Suspect(
            row[0], row[1], row[2], digest, previous, place["stream"], place["version"], place["name"]
        )
        if previous is not None:
            self._holes[row[0]] = previous

    def _resolve(self) -> list[Finding]:
        """Acquit the neighbours, find rows that belong elsewhere, and accuse the rest."""
        truth: dict[int, bytes] = {}
        accused: dict[int, str] = {}
        displaced: dict[int, int] = {}
        for position in sorted(self._holes):
            previous = truth.get(position - 1, self._holes[position])
            own = self._suspects.get(position)
            if own and own.fits(previous, position):
                continue
            belongs = next((one for one in self._suspects.values() if one.fits(previous, position)), None)
            if belongs:
                truth[position] = belongs.hash
                displaced[belongs.position] = position
                if own:
                    accused[position] = "foreign"
            elif own:
                accused[position] = "altered"
                true_hash = _link(previous, position, own.recorded_at, own.digest)
                after = self._suspects.get(position + 1)
                if after and true_hash and after.fits(true_hash, position + 1):
                    accused[position] = "hash_altered"
                    truth[position] = true_hash
        found = [_accuse("displaced", self._suspects[at], belongs=to) for at, to in displaced.items()]
        return found + [
            _accuse(kind, self._suspects[at]) for at, kind in accused.items() if at not in displaced
        ]


def _accuse(kind: str, one: Suspect, **fields: int) -> Finding:
    return finding(
        kind, position=one.position, stream=one.stream, version=one.version, name=one.name, **fields
    )


def _place(row: Row) -> dict[str, Any]:
    return {"position": row[0], "stream": str(row[3]), "version": row[4], "name": str(row[5])}


def _link(previous: bytes, position: int, recorded_at: int, digest: bytes) -> bytes:
    try:
        return chain.link(previous, position, recorded_at, digest)
    except (TypeError, struct.error):  # a stamp that is no whole number
        return b""
