"""The real ledger of 7,554 tickets goes through the real door, and agrees with a count by hand."""

import csv
import gzip
import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from console.importing.ledger_map import read_map
from console.importing.tickets import LedgerReport, import_tickets, undo_import
from console.importing.verdicts import Hand, Verdict
from domain.log import verify
from domain.operations import Door
from domain.tickets.adoption import waited
from domain.tickets.ticket import Ticket, ticket_stream
from tests.console.office import NOW, open_office

ROOT = Path(__file__).parents[2]
INCIDENTS = ROOT.parent / "shared/data/incidents_2013.csv.gz"
MAP = read_map(ROOT / "seed/maps/incidents_2013.toml")
HAND = Hand("s1", "root")

pytestmark = pytest.mark.slow


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    if not INCIDENTS.exists():
        if os.environ.get("CI"):
            pytest.fail("the incident log is missing")
        pytest.skip("the incident log is not here")
    opened = open_office(tmp_path)
    yield opened
    opened.log.close()


def hand_in(door: Door, attempt: str, file: Path = INCIDENTS, *, dry_run: bool = False) -> LedgerReport:
    return import_tickets(file, file.name, MAP, HAND, door.submit, now=NOW, token=attempt, dry_run=dry_run)


def part_of_it(folder: Path, tickets: int) -> Path:
    """A file of the log's first tickets, with all their lines."""
    with gzip.open(INCIDENTS, "rt", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, columns = list(reader), reader.fieldnames or ()
    chosen = set(list(dict.fromkeys(row["case"] for row in rows))[:tickets])
    part = folder / "part.csv"
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(row for row in rows if row["case"] in chosen)
    return part


def counts(adopted: int, duplicate: int) -> dict[Verdict, int]:
    return {Verdict.ADOPTED: adopted, Verdict.DUPLICATE: duplicate, Verdict.REFUSED: 0}


def counted_by_hand(path: Path) -> tuple[dict[str, timedelta], dict[str, int]]:
    """Waiting time and reopenings by ticket, straight from the log's lines, with nothing of the importer."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ends = max(datetime.fromisoformat(row["timestamp"]) for row in rows)
    tickets: dict[str, list[tuple[datetime, str, str]]] = defaultdict(list)
    for row in rows:
        at = datetime.fromisoformat(row["timestamp"])
        tickets[row["case"]].append((at, row["status"], row["sub_status"]))
    waits, again = {}, {}
    for number, unsorted in tickets.items():
        lines = sorted(unsorted, key=lambda line: line[0])
        total, count, completed = timedelta(), 0, False
        for place, (at, status, sub) in enumerate(lines):
            if sub.startswith("Wait"):
                total += (lines[place + 1][0] if place + 1 < len(lines) else ends) - at
            if completed and status != "Completed":
                count += 1
            completed = status == "Completed"
        waits[number], again[number] = total, count
    return waits, again


@pytest.mark.whole
def test_the_incident_log_goes_in_whole_and_agrees_with_a_count_by_hand(door: Door, tmp_path: Path) -> None:
    report = hand_in(door, "first")
    assert (report.lines, report.tickets, report.counts) == (65_533, 7_554, counts(65_533, 0))
    assert reopenings_that_agree(door, INCIDENTS) == 580
    assert verify(tmp_path / "log.sqlite").findings == []


def reopenings_that_agree(door: Door, path: Path) -> int:
    """How many there are, once each ticket's waiting time and reopenings are those counted by hand."""
    waits, again = counted_by_hand(path)
    tickets = {number: door.log.get(Ticket, ticket_stream("s1", number)) for number in waits}
    assert {number: waited(ticket) for number, ticket in tickets.items()} == waits
    assert {number: ticket.reopenings for number, ticket in tickets.items()} == again
    return sum(again.values())


def test_a_part_of_it_is_tried_first_goes_in_once_and_again_after_it_was_taken_back(
    door: Door, tmp_path: Path
) -> None:
    part = part_of_it(tmp_path, tickets=400)
    before = door.log.head()
    tried = hand_in(door, "try", part, dry_run=True)
    assert (tried.tickets, tried.counts) == (400, counts(tried.lines, 0))
    assert door.log.head() == before
    report = hand_in(door, "first", part)
    assert (report.tickets, report.counts) == (400, counts(tried.lines, 0))
    assert reopenings_that_agree(door, part) > 10
    assert hand_in(door, "second", part).counts == counts(0, tried.lines)
    undo_import(report.run, HAND, door.submit)
    assert hand_in(door, "third", part).counts == counts(tried.lines, 0)
    assert verify(tmp_path / "log.sqlite").findings == []
