"""The judge itself: what it is for, it finds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from domain.facts import Recorded
from tests.faults.diary import Acknowledged, Diary, outcomes, unanswered
from tests.faults.grounds import Files, Ground
from tests.faults.judge import Judge
from tests.faults.tally import Tally, table
from tests.faults.victims import busy


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    ground = Files(tmp_path).new()
    busy(ground, 30)
    return ground


@pytest.fixture
def judge(ground: Ground) -> Iterator[Judge]:
    judge = Judge(ground, Tally("judge", "sqlite"))
    yield judge
    judge.close()


def tamper(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def test_a_sound_store_has_nothing_against_it(judge: Judge) -> None:
    events = [event for event in judge.log.read(0, 10_000) if isinstance(event, Recorded)]
    judge.acknowledged(Acknowledged(event.command or "", event.position, 1) for event in events[-5:])
    judge.whole()
    assert judge.tally.acknowledged == 5
    assert judge.tally.holds


def test_an_outcome_that_is_not_in_the_log_where_it_was_said_to_be_is_lost(judge: Judge) -> None:
    last = judge.log.read(0, 10_000)[-1]
    assert isinstance(last, Recorded)
    misplaced = Acknowledged(last.command or "", last.position - 1, 1)
    judge.acknowledged([Acknowledged("never recorded", 3, 1), misplaced])
    assert judge.tally.lost == 2
    assert not judge.tally.holds


def test_a_removed_event_is_a_gap_and_a_broken_link(judge: Judge, ground: Ground) -> None:
    tamper(
        ground.data / "log.sqlite",
        "DELETE FROM events WHERE position = (SELECT max(position) - 3 FROM events)",
    )
    judge.order()
    assert judge.tally.reordered >= 2


def test_a_part_that_stands_twice_is_found(judge: Judge) -> None:
    last = judge.log.read(0, 10_000)[-1]
    assert isinstance(last, Recorded)
    judge.tail()
    assert judge.tally.holds
    judge._follow(last)
    assert judge.tally.doubled == 1


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM tickets_1 WHERE rowid = (SELECT max(rowid) FROM tickets_1)",
        "UPDATE tickets_1 SET from_pos = from_pos - 1 WHERE rowid = (SELECT max(rowid) FROM tickets_1)",
        "INSERT INTO members_1 SELECT key || 'x', from_pos, to_pos, node, account, person, grants FROM members_1 LIMIT 1",
    ],
)
def test_a_row_that_is_missing_different_or_too_many_is_wrong(
    judge: Judge, ground: Ground, change: str
) -> None:
    tamper(ground.data / "models.sqlite", change)
    judge.rows()
    assert judge.tally.wrong_rows >= 1


def test_a_diary_that_was_cut_short_tells_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "diary"
    diary = Diary(path)
    diary.send({"id": "c1"})
    diary.close()
    with path.open("ab") as file:
        file.write(b'{"type":"told","id":"c1","outc')
    assert unanswered(path) == {"id": "c1"}
    again = Diary(path)
    again.send({"id": "c2"})
    again.close()
    assert unanswered(path) == {"id": "c2"}
    assert outcomes(path) == []


def test_the_table_sums_each_store_and_marks_what_fails() -> None:
    good, bad = Tally("one", "sqlite", kills=3), Tally("two", "sqlite", kills=4, told=False)
    assert (good.holds, bad.holds) == (True, False)
    assert "| all | sqlite | 7 | 0 | 0 | 0 | 0 | 0 | 0 | NO | – |" in table([good, bad])
