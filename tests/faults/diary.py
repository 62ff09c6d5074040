"""What a worker was told: each command before it is sent, each outcome on the disk before the worker goes on."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from domain.operations import Outcome


class Acknowledged(msgspec.Struct, frozen=True):
    """An outcome that a worker had in hand.

    Attributes:
        command: The command's id.
        position: Position of its last event; 0 where it changed nothing.
        events: How many it recorded.
    """

    command: str
    position: int
    events: int


class Sent(msgspec.Struct, frozen=True, tag="sent"):
    """A command about to be sent."""

    command: dict[str, Any]


class Told(msgspec.Struct, frozen=True, tag="told"):
    """What came back; ``None`` for a refusal."""

    id: str
    outcome: Acknowledged | None


_decode = msgspec.json.Decoder(Sent | Told).decode


class Diary:
    """One worker's file, only ever added to; a line cut short by a kill was never written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_APPEND)
        if self._cut_short():
            os.write(self._file, b"\n")

    def _cut_short(self) -> bool:
        size = os.fstat(self._file).st_size
        return size > 0 and os.pread(self._file, 1, size - 1) != b"\n"

    def send(self, command: dict[str, Any]) -> None:
        os.write(self._file, msgspec.json.encode(Sent(command)) + b"\n")

    def hear(self, command: str, outcome: Outcome | None) -> None:
        """Keep an outcome safely before anything else is done."""
        told = Acknowledged(command, outcome.position, outcome.events) if outcome else None
        os.write(self._file, msgspec.json.encode(Told(command, told)) + b"\n")
        os.fsync(self._file)

    def close(self) -> None:
        os.close(self._file)


class Reader:
    """Reads on in a diary from where it stopped."""

    def __init__(self, path: Path) -> None:
        self._path, self._at = path, 0

    def news(self) -> list[Sent | Told]:
        """The whole lines since the last time."""
        if not self._path.exists():
            return []
        with self._path.open("rb") as file:
            file.seek(self._at)
            whole = file.read().rpartition(b"\n")[0]
        self._at += len(whole) + bool(whole)
        return list(_lines(whole))


def outcomes(path: Path) -> list[Acknowledged]:
    """Everything that a worker had in hand."""
    return acknowledged(Reader(path).news())


def acknowledged(lines: Iterable[Sent | Told]) -> list[Acknowledged]:
    """The outcomes among the lines of a diary."""
    return [one.outcome for one in lines if isinstance(one, Told) and one.outcome]


def refusals(path: Path) -> int:
    """How often a worker was refused."""
    return sum(isinstance(one, Told) and one.outcome is None for one in Reader(path).news())


def unanswered(path: Path) -> dict[str, Any] | None:
    """The last command that was sent and not heard of."""
    last = next(reversed(Reader(path).news()), None)
    return last.command if isinstance(last, Sent) else None


def _lines(written: bytes) -> Iterator[Sent | Told]:
    for line in written.splitlines():
        try:
            yield _decode(line)
        except msgspec.MsgspecError:
            continue  # cut short by a kill
