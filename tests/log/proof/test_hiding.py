"""What an insider hides where a careless reading does not look, and what he writes that breaks a reading off."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from domain.log import Log, migrate, verify
from domain.log.codec import Unreadable
from domain.log.migrate import NoStore
from tests.log.conftest import SetClock
from tests.log.diary import written
from tests.log.insider import AT, Insider
from tests.log.insider import Row as Event
from tests.log.proof.signed import Case

LEAST = -(2**63)


def stowed(rows: list[Event], position: int) -> list[Event]:
    """One event more, in a stream of its own, before the first one."""
    row = list(rows[-1])
    row[0], row[AT["stream"]], row[AT["version"]] = position, "diary:9", 1
    return [row, *rows]


@pytest.mark.parametrize("position", [LEAST, -5, 0])
def test_an_event_before_the_first_is_named_though_checkpoints_cover_all_others(
    case: Case, position: int
) -> None:
    """Its stream reads it, though a reading by position begins behind it."""
    insider = Insider(case.place)
    insider.put(stowed(insider.rows(), position))
    with Log.open(case.place, SetClock()) as log:
        assert len(log.stream("diary:9")) == 1
    assert case.named() == [("inserted", position)]


@pytest.mark.parametrize("position", [LEAST, 0])
def test_an_event_before_the_first_does_not_hide_another_change(case: Case, position: int) -> None:
    insider = Insider(case.place)
    rows = insider.rows()
    rows[9][AT["done_by"]] = "somebody"
    insider.put(stowed(insider.chained(rows), position))
    assert sorted(case.named()) == [("altered", 10), ("put_in", position)]


@pytest.mark.parametrize(
    ("column", "value"), [("store", "'../../elsewhere'"), ("created_at", str(2**63 - 1))]
)
def test_what_a_store_says_of_itself_beyond_all_reading_is_refused(
    case: Case, column: str, value: str
) -> None:
    Insider(case.place).run(f"UPDATE log_format SET {column} = {value}")
    with pytest.raises(NoStore, match="says of itself"):
        case.verify()


def test_a_second_row_about_the_store_is_no_way_to_be_another_one(case: Case) -> None:
    Insider(case.place).run(
        "INSERT INTO log_format SELECT format, 'b' || store, purpose, created_at, hash FROM log_format"
    )
    assert ("store", None) in [(one.kind, one.position) for one in case.verify().findings]


def test_a_body_that_is_nested_without_end_is_an_altered_event(case: Case) -> None:
    insider = Insider(case.place)
    rows = insider.rows()
    rows[9][AT["body"]] = b'{"seal":' * 100_000
    insider.put(rows)
    assert case.named() == [("altered", 10)]


def test_a_time_that_no_calendar_has_is_an_event_that_cannot_be_read(case: Case) -> None:
    insider = Insider(case.place)
    rows = insider.rows()
    rows[9][AT["happened_at"]] = 2**63 - 1
    insider.put(rows)
    with Log.open(case.place, SetClock()) as log, pytest.raises(Unreadable, match="cannot be read"):
        log.stream(rows[9][AT["stream"]])
    assert case.named() == [("altered", 10)]


def test_a_trigger_that_waits_for_the_next_event_is_named(case: Case) -> None:
    insider = Insider(case.place)
    if insider.dialect.serves:
        insider.run(
            "CREATE FUNCTION wait_for_it() RETURNS TRIGGER LANGUAGE plpgsql "
            "AS 'BEGIN DELETE FROM register; RETURN NEW; END'",
            "CREATE TRIGGER later AFTER INSERT ON events EXECUTE FUNCTION wait_for_it()",
        )
    else:
        insider.run("CREATE TRIGGER later AFTER INSERT ON events BEGIN DELETE FROM register; END")
    found = [one.what.fields["name"] for one in case.verify().findings if one.kind == "stranger"]
    assert found == (["wait_for_it", "later"] if insider.dialect.serves else ["later"])


def test_a_function_that_appends_something_else_is_named(case: Case) -> None:
    insider = Insider(case.place)
    if not insider.dialect.serves:
        pytest.skip("a file has no functions")
    with closing(insider.dialect.connect()) as connection:
        (made,) = connection.execute("SELECT pg_get_functiondef('append_event'::regproc)").fetchone()
        connection.execute(made.replace("by_whom, doer", "by_whom, by_whom"))
    (found,) = case.verify().findings
    assert (found.kind, found.what.fields["name"]) == ("stranger", "append_event")


def test_a_view_in_the_place_of_a_table_is_named_and_not_read(case: Case) -> None:
    """It might never end."""
    Insider(case.place).run(
        "ALTER TABLE register RENAME TO real", "CREATE VIEW register AS SELECT * FROM real"
    )
    found = case.verify().findings
    assert ("table", "register") in [(one.kind, one.what.fields.get("table")) for one in found]


@pytest.mark.parametrize("value", ["'many'", "NULL", "x'00'"])
def test_a_counter_that_is_no_number_is_a_finding(tmp_path: Path, value: str) -> None:
    path, clock = tmp_path / "log.sqlite", SetClock()
    migrate(path, "demo", clock)
    with Log.open(path, clock) as log:
        log.append([written("diary:1", 1)])
    with closing(sqlite3.connect(path, isolation_level=None)) as store:
        store.execute(f"UPDATE sqlite_sequence SET seq = {value} WHERE name = 'events'")
    assert [one.kind for one in verify(path).findings] == ["counter"]


@pytest.mark.parametrize(
    ("column", "value"), [("body", "'text'"), ("version", "'x'"), ("recorded_at", "'soon'")]
)
def test_columns_robbed_of_their_types_break_nothing_off(case: Case, column: str, value: str) -> None:
    if not isinstance(case.place, Path):
        pytest.skip("a server keeps the types of its columns")
    with closing(sqlite3.connect(case.place, isolation_level=None)) as store:
        store.execute("PRAGMA writable_schema = ON")
        store.execute("UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE name = 'events'")
    with closing(sqlite3.connect(case.place, isolation_level=None)) as store:
        store.execute(f"UPDATE events SET {column} = {value} WHERE position = 10")
    assert 10 in [one.position for one in case.verify().findings]


def piped(file: Path) -> None:
    os.mkfifo(file)


def without_end(file: Path) -> None:
    file.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
@pytest.mark.parametrize("change", [piped, without_end])
def test_a_file_of_checkpoints_that_is_none_is_not_waited_for(
    case: Case, change: Callable[[Path], None]
) -> None:
    case.export.witness_file.unlink()
    change(case.export.witness_file)
    assert [one.kind for one in case.verify().findings] == ["witness_short"]
    for file in (case.export.keys_file, case.export.notes_file):
        file.unlink()
        change(file)
        with pytest.raises(OSError, match=file.name):
            case.verify()


def test_a_folder_whose_checkpoints_were_emptied_is_named(case: Case) -> None:
    case.export.notes_file.write_bytes(b"")
    assert [one.kind for one in case.verify().findings] == ["no_checkpoints"]
