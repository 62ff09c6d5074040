"""One changed, removed, swapped or inserted row, in any column, is found and named."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import BigInteger, Column, LargeBinary

from domain.log import Log, Place, Report, migrate, verify
from domain.log.appending import FileAppender
from domain.log.tables import events, log_format, register
from tests.log.conftest import SetClock
from tests.log.diary import NINE, Written, person, text, written
from tests.log.grounds import Ground

EVENTS = 12
ABSENT = {"command": "'c'", "part": "3", "correlation": "'c'", "causation": "''"}


class Hands:
    """Tampers with copies of one sound store."""

    def __init__(self, ground: Ground, sound: Place) -> None:
        self.ground, self.sound = ground, sound

    def __call__(self, *statements: str) -> Report:
        place = self.ground.copy(self.sound)
        for statement in statements:
            self.ground.run(place, statement)
        return verify(place)

    def said(self, text: str) -> str:
        """The bytes of a text, as a statement writes them."""
        return self.ground.bytes_of.format(f"'{text}'")

    def other(self, column: Column[object]) -> str:
        """Another value of a column, as a statement writes it."""
        if isinstance(column.type, LargeBinary):
            return (
                f"substr({column.name}, 2) || {self.said('x')}"
                if self.ground.kind == "postgresql"
                else (f"CAST(hex({column.name}) AS BLOB)")
            )
        return f"{column.name} + 100" if isinstance(column.type, BigInteger) else f"{column.name} || 'x'"

    def counter(self, value: int) -> str:
        """A statement that sets the counter of the events."""
        if self.ground.kind == "postgresql":
            return f"UPDATE log_counter SET position = {value}"
        return f"UPDATE sqlite_sequence SET seq = {value} WHERE name = 'events'"


@pytest.fixture(scope="module")
def sound(ground: Ground) -> Place:
    """A sound store: twelve events in three streams, with and without a command, and four register entries."""
    place = ground.new()
    clock = SetClock()
    migrate(place, "real", clock)
    said, words = text("t-1", "龙头漏水")
    author, first = person("p-1", 1, "李")
    again, second = person("p-1", 2, "李明")
    with Log.open(place, clock) as log:
        for number in range(EVENTS):
            clock.move(seconds=1)
            command = {
                "command": f"c-{number}",
                "part": 0,
                "digest": b"d",
                "correlation": "c-0",
                "causation": "c-0",
            }
            event = written(
                f"diary:{number % 3}", number // 3 + 1, pages=number + 1, **(command if number % 2 else {})
            )
            log.append([event])
        for version, (fact, entries) in enumerate(
            [
                (Written(text=said, author=author), [words, first]),
                (Written(author=again), [second, text("t-2", "x")[1]]),
                (Written(text=text("t-2", "x")[0], author=author), []),
            ],
            start=1,
        ):
            log.append([written("letter:1", version, fact=fact)], entries)
    assert verify(place).findings == []
    return place


@pytest.fixture
def tamper(ground: Ground, sound: Place) -> Hands:
    return Hands(ground, sound)


def named(report: Report) -> list[tuple[str, int | None]]:
    return [(finding.kind, finding.position) for finding in report.findings]


def test_a_sound_store_holds_and_names_its_head(ground: Ground, sound: Place) -> None:
    report = verify(sound)
    assert (report.holds, report.checked, report.head, report.entries) == (True, EVENTS + 3, EVENTS + 3, 4)
    assert ground.run(sound, "SELECT hash FROM events WHERE position = 15") == [(report.hash,)]


@pytest.mark.parametrize("position", [1, 6, 7, EVENTS + 3])
@pytest.mark.parametrize(
    "column", [c for c in events.c if c.name not in {"position", "hash"}], ids=lambda c: c.name
)
def test_one_changed_column_names_exactly_its_event(
    tamper: Hands, column: Column[object], position: int
) -> None:
    other = tamper.other(column)
    absent = ABSENT.get(column.name, tamper.said("0"))
    value = f"coalesce({other}, {absent})" if column.nullable else other
    report = tamper(f"UPDATE events SET {column.name} = {value} WHERE position = {position}")
    events_named = [
        one for one in named(report) if one[0] != "stream_gap" and not one[0].startswith("entry_")
    ]
    assert events_named == [("altered", position)]


@pytest.mark.parametrize("column", ["command", "part", "digest", "correlation", "causation"])
def test_an_absent_value_is_not_an_empty_one(tamper: Hands, column: str) -> None:
    empty = "0" if column == "part" else tamper.said("") if column == "digest" else "''"
    assert named(tamper(f"UPDATE events SET {column} = {empty} WHERE position = 5")) == [("altered", 5)]
    assert named(tamper(f"UPDATE events SET {column} = NULL WHERE position = 6")) == [("altered", 6)]


def test_a_changed_hash_is_told_from_changed_content(tamper: Hands) -> None:
    assert named(tamper(f"UPDATE events SET hash = {tamper.ground.no_hash} WHERE position = 6")) == [
        ("hash_altered", 6)
    ]
    assert named(tamper(f"UPDATE events SET hash = {tamper.ground.no_hash} WHERE position = 15")) == [
        ("altered", 15)
    ]


@pytest.mark.parametrize("position", [1, 6, 14])
def test_a_removed_event_is_missing(tamper: Hands, position: int) -> None:
    report = tamper(f"DELETE FROM events WHERE position = {position}")
    assert ("missing", position) in named(report)
    assert {kind for kind, _ in named(report)} <= {"missing", "stream_gap", "entry_inserted"}


def test_a_removed_run_and_a_cut_tail_are_missing(tamper: Hands) -> None:
    assert ("missing_run", 4) in named(tamper("DELETE FROM events WHERE position BETWEEN 4 AND 9"))
    assert ("tail_missing", None) in named(tamper("DELETE FROM events WHERE position = 15"))
    assert ("tail_missing", None) in named(tamper("DELETE FROM events"))


def test_the_counter_of_the_events_is_compared(tamper: Hands) -> None:
    assert named(tamper(tamper.counter(3))) == [("counter", None)]
    gone = "log_counter" if tamper.ground.kind == "postgresql" else "sqlite_sequence"
    assert named(tamper(f"DELETE FROM {gone}")) == [("counter", None)]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 15), st.integers(1, 15))
def test_two_swapped_events_are_both_named(tamper: Hands, one: int, other: int) -> None:
    report = tamper(
        f"UPDATE events SET position = 1000 WHERE position = {one}",
        f"UPDATE events SET position = {one} WHERE position = {other} AND {one} <> {other}",
        f"UPDATE events SET position = {other} WHERE position = 1000",
        tamper.counter(EVENTS + 3),
    )
    expected = [] if one == other else [("displaced", min(one, other)), ("displaced", max(one, other))]
    assert named(report) == expected


def test_swapped_content_names_both_events(tamper: Hands) -> None:
    empty, four = tamper.said("{}"), tamper.ground.bytes_of.format("'{\"pages\":4}'")
    bodies = f"CASE position WHEN 4 THEN {empty} ELSE {four} END"
    report = tamper(f"UPDATE events SET body = {bodies} WHERE position IN (4, 7)")
    assert named(report) == [("altered", 4), ("altered", 7)]


def test_an_event_moved_away_is_named_where_it_stands_now(tamper: Hands) -> None:
    report = tamper("UPDATE events SET position = 99 WHERE position = 5")
    assert named(report) == [("missing", 5), ("missing_run", 16), ("displaced", 99), ("counter", None)]


def test_an_inserted_event_is_named_and_those_it_pushed_away(tamper: Hands) -> None:
    columns = ", ".join(column.name for column in events.c if column.name != "position")
    copied = (
        columns.replace("stream", "'diary:9'", 1).replace("version", "1", 1).replace("command", "NULL", 1)
    )
    report = tamper(
        "UPDATE events SET position = -position WHERE position > 4",
        "UPDATE events SET position = 1 - position WHERE position < 0",
        f"INSERT INTO events (position, {columns}) SELECT 5, {copied} FROM events WHERE position = 3",
    )
    assert [one for one in named(report) if one[1]] == [("foreign", 5), ("displaced", 6), ("moved", 7)]


def test_an_event_put_before_the_first_is_named(tamper: Hands) -> None:
    columns = ", ".join(column.name for column in events.c if column.name != "position")
    copied = (
        columns.replace("stream", "'diary:9'", 1).replace("version", "1", 1).replace("command", "NULL", 1)
    )
    report = tamper(
        f"INSERT INTO events (position, {columns}) SELECT 0, {copied} FROM events WHERE position = 3"
    )
    assert named(report) == [("inserted", 0)]


def test_a_thousand_altered_events_are_counted_without_naming_each(ground: Ground) -> None:
    clock = SetClock()
    place = ground.new()
    migrate(place, "demo", clock)
    with Log.open(place, clock) as log:
        log.append([written("diary:1", version) for version in range(1, 1001)])
    ground.run(place, "UPDATE events SET site = 's9'")
    findings = verify(place).findings
    assert len(findings) == 501
    assert [finding.what.fields["count"] for finding in findings if finding.kind == "many"] == [500]


def test_a_thousand_lost_register_entries_are_counted_without_naming_each(ground: Ground) -> None:
    clock = SetClock()
    place = ground.new()
    migrate(place, "demo", clock)
    with Log.open(place, clock) as log:
        texts = [text(f"t-{number}", "x") for number in range(1000)]
        events = [
            written("diary:1", version, fact=Written(text=said)) for version, (said, _) in enumerate(texts, 1)
        ]
        log.append(events, [words for _, words in texts])
    ground.run(place, "DELETE FROM register")
    findings = verify(place).findings
    assert [finding.position for finding in findings] == [*range(1, 501), None]
    assert findings[-1].what.fields["count"] == 500


@pytest.mark.parametrize("column", [c.name for c in register.c])
def test_a_changed_register_entry_is_named(tamper: Hands, column: str) -> None:
    other = tamper.other(register.c[column])
    report = tamper(f"UPDATE register SET {column} = {other} WHERE id = 'p-1' AND version = 2")
    assert "p-1" in " ".join(finding.entry for finding in report.findings)


def test_a_removed_swapped_or_inserted_register_entry_is_named(tamper: Hands) -> None:
    removed = tamper("DELETE FROM register WHERE id = 't-1'")
    assert [(one.kind, one.entry, one.position) for one in removed.findings] == [("entry_missing", "t-1", 13)]
    swapped = tamper(
        "UPDATE register SET id = 't-9' WHERE id = 't-1'",
        "UPDATE register SET id = 't-1' WHERE id = 't-2'",
        "UPDATE register SET id = 't-2' WHERE id = 't-9'",
    )
    assert [(one.kind, one.entry) for one in swapped.findings] == [
        ("entry_altered", "t-1"),
        ("entry_altered", "t-2"),
    ]
    inserted = tamper(
        "INSERT INTO register SELECT 't-3', version, kind, value, salt, seal FROM register WHERE id = 't-1'"
    )
    assert [(one.kind, one.entry) for one in inserted.findings] == [("entry_inserted", "t-3")]


@pytest.mark.parametrize("column", [c for c in log_format.c if c.name != "format"], ids=lambda c: c.name)
def test_what_the_store_says_of_itself_is_sealed(tamper: Hands, column: Column[object]) -> None:
    other = "'demo'" if column.name == "purpose" else tamper.other(column)
    assert ("store", None) in named(tamper(f"UPDATE log_format SET {column.name} = {other}"))


def test_a_time_that_runs_backwards_is_named_even_where_the_chain_was_made_anew(tmp_path: Path) -> None:
    clock = SetClock()
    migrate(tmp_path / "log.sqlite", "demo", clock)
    with Log.open(tmp_path / "log.sqlite", clock) as log:
        log.append([written("diary:1", 1)])
    clock.now = NINE.replace(hour=8)
    with Log.open(tmp_path / "log.sqlite", clock) as log:
        appender = log.recorder._appender
        assert isinstance(appender, FileAppender)
        appender._head = appender._first._replace(
            position=1, hash=verify(tmp_path / "log.sqlite").hash, recorded_at=0
        )
        log.append([written("diary:1", 2)])
    assert named(verify(tmp_path / "log.sqlite")) == [("backwards", 2)]


def test_damaged_pages_are_named(tmp_path: Path) -> None:
    path, clock = tmp_path / "log.sqlite", SetClock()
    migrate(path, "demo", clock)
    with Log.open(path, clock) as log:
        log.append([written("diary:1", 1)])
    content = bytearray(path.read_bytes())
    at = content.index(b"diary.written", 4096)
    content[at : at + 5] = b"\xff\xfe\xff\xfe\xff"
    path.write_bytes(content)
    assert verify(path).holds is False
