"""Ledgers handed in at a door that keeps the commands, and what the commands say about each ticket.

The door here is the plainest there can be: it adopts every line once, by its key. A wait lasts until the
ticket's next line, or until the ledger ends.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from console.importing.ledger_map import LedgerMap
from console.importing.tickets import LedgerReport, import_tickets
from console.importing.verdicts import Hand, LineVerdict

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


class Answer(msgspec.Struct):
    results: dict[str, Any]
    repeated: bool = False
    events: int = 1


class KeepingDoor:
    """Adopts each line once; ``commands`` are those that a check did not hold back."""

    def __init__(self) -> None:
        self.commands: list[Mapping[str, Any]] = []
        self.keys: set[str] = set()

    def submit(self, given: Mapping[str, Any], *, check: bool = False) -> Answer:
        answer: dict[str, Any] = {"run": "1"}
        if given["do"] == "ticket.adopt":
            lines = given["lines"]
            answer = {
                "lines": {one["line"]: "duplicate" if one["key"] in self.keys else "adopted" for one in lines}
            }
        if not check:
            self.commands.append(given)
            self.keys |= {one["key"] for one in given.get("lines", ())}
        return Answer(answer)

    @property
    def adoptions(self) -> dict[str, Mapping[str, Any]]:
        return {one["number"]: one for one in self.commands if one["do"] == "ticket.adopt"}


def hand_in(
    door: KeepingDoor,
    source: Path | bytes,
    ledger_map: LedgerMap,
    *,
    dry_run: bool = False,
    attempt: str = "a",
) -> tuple[LedgerReport, list[LineVerdict]]:
    refused: list[LineVerdict] = []
    report = import_tickets(
        source,
        "ledger.csv",
        ledger_map,
        Hand("s1", "root"),
        door.submit,
        now=NOW,
        token=attempt,
        dry_run=dry_run,
        on_refused=refused.append,
    )
    return report, refused


def waited(command: Mapping[str, Any]) -> timedelta:
    """How long the ticket of an adoption waited."""
    lines = command["lines"]
    nexts = [one["at"] for one in lines[1:]] + [command["ledger_ends_at"]]
    return sum(
        (
            datetime.fromisoformat(until) - datetime.fromisoformat(one["at"])
            for one, until in zip(lines, nexts, strict=True)
            if one["means"] == "waiting"
        ),
        timedelta(),
    )


def reopenings(command: Mapping[str, Any]) -> int:
    return sum(1 for one in command["lines"] if one["reopens"])
