"""Witness files, notes, keys and tables that are cut, edited, foreign or not there: each is named, and nobody else."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from domain.log import Log, Witnesses, migrate, verify
from domain.log.proof.making import Maker
from domain.log.proof.merkle import RECORD_BYTES
from tests.log.conftest import SetClock
from tests.log.diary import written
from tests.log.insider import Insider
from tests.log.proof.signed import EVENTS, Case, edit


def test_without_the_witness_file_it_is_said_between_which_checkpoints(case: Case) -> None:
    case.export.witness_file.unlink()
    assert [one.kind for one in case.verify().findings] == ["witness_short"]
    case.put(edit(9, "site", "s9"))
    between = next(one for one in case.verify().findings if one.kind == "between")
    assert (between.position, between.what.fields["last"]) == (7, 13)


def test_without_the_witness_file_the_chain_still_names_what_it_can(case: Case) -> None:
    case.export.witness_file.unlink()
    case.put(edit(9, "site", "s9"), chained=False)
    assert case.named() == [("witness_short", None), ("between", 7), ("altered", 9)]


def test_without_the_witness_file_a_cut_tail_is_named(case: Case) -> None:
    case.export.witness_file.unlink()
    case.put(lambda rows: rows[:15])
    assert case.named() == [("witness_short", None), ("between", 14), ("truncated", 16)]


def test_an_edited_witness_file_is_named_and_accuses_nobody(case: Case) -> None:
    raw = bytearray(case.export.witness_file.read_bytes())
    raw[9 * RECORD_BYTES + 30] ^= 1
    case.export.witness_file.write_bytes(raw)
    assert case.named() == [("witness_altered", None)]


def test_an_edited_witness_file_still_judges_up_to_where_a_checkpoint_vouches_for_it(case: Case) -> None:
    raw = bytearray(case.export.witness_file.read_bytes())
    raw[15 * RECORD_BYTES + 30] ^= 1
    case.export.witness_file.write_bytes(raw)
    case.put(edit(9, "site", "s9"))
    assert case.named() == [("altered", 9), ("witness_altered", None)]


@pytest.mark.parametrize("cut", [1, 40, 300])
def test_a_cut_witness_file_is_named(case: Case, cut: int) -> None:
    case.export.witness_file.write_bytes(case.export.witness_file.read_bytes()[:-cut])
    assert case.named() == [("witness_short", None)]


def test_what_a_crash_left_behind_the_last_note_accuses_nobody(case: Case) -> None:
    with case.export.witness_file.open("ab") as stream:
        stream.write(struct.pack(">q32s", 5, b"x") + b"half")
    assert case.named() == []


def test_an_edited_note_does_not_count_and_the_others_do(case: Case) -> None:
    raw = case.export.notes_file.read_bytes()
    case.export.notes_file.write_bytes(raw.replace(b"\n13\n", b"\n12\n"))
    assert case.named() == [("note_wrong", None)]
    case.put(edit(20, "site", "s9"))
    assert case.named() == [("note_wrong", None), ("altered", 20)]


def test_a_removed_last_note_covers_less(case: Case) -> None:
    notes = case.export.notes().whole
    case.export.notes_file.write_bytes(b"".join(notes[:2]))
    report = case.verify()
    assert (report.findings, report.uncovered) == ([], EVENTS - 13)


def test_another_key_is_a_finding_and_nothing_it_signed_counts(case: Case, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    (made,) = Maker(case.place, tmp_path / "other", [theirs], SetClock()).make()
    assert made.checkpoint
    case.folder = theirs
    report = case.verify()
    assert [one.kind for one in report.findings] == ["other_key"]
    assert report.uncovered == EVENTS
    case.known = None
    assert case.verify().findings == []


def test_a_folder_without_checkpoints_of_this_store_is_named(case: Case, tmp_path: Path) -> None:
    case.folder = tmp_path / "nothing"
    assert case.named() == [("no_checkpoints", None)]
    assert verify(case.place, Witnesses([case.folder], required=False)).findings == []


def test_several_folders_say_each_thing_once(case: Case) -> None:
    case.put(edit(9, "site", "s9"))
    report = verify(case.place, Witnesses([case.folder, case.folder], lambda _: case.known))
    assert [(one.kind, one.position) for one in report.findings] == [("altered", 9)]
    assert len(report.covered) == 2


@pytest.mark.parametrize("table", ["events", "register", "snapshots"])
def test_a_missing_table_is_named(case: Case, table: str) -> None:
    Insider(case.place).run(f"DROP TABLE {table}")
    report = case.verify()
    (found,) = report.findings
    assert (found.kind, found.what.fields["table"]) == ("table", table)
    assert (report.read, report.uncovered) == (False, None)


def test_a_missing_column_is_named(case: Case) -> None:
    Insider(case.place).run("ALTER TABLE events DROP COLUMN done_as")
    (found,) = case.verify().findings
    assert (found.kind, found.what.fields["table"]) == ("table", "events")
    assert "done_as" in str(found.what)


def test_a_table_robbed_of_its_types_can_hold_a_time_that_is_none(tmp_path: Path) -> None:
    place, clock = tmp_path / "log.sqlite", SetClock()
    migrate(place, "demo", clock)
    with Log.open(place, clock) as log:
        log.append([written("diary:1", version) for version in (1, 2, 3)])
    with closing(sqlite3.connect(place)) as store:
        store.execute("PRAGMA writable_schema = ON")
        store.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'events'")
        store.commit()
    with closing(sqlite3.connect(place)) as store, store:
        store.execute("UPDATE events SET recorded_at = 'yesterday', version = 'x' WHERE position = 2")
    assert ("altered", 2) in [(one.kind, one.position) for one in verify(place).findings]


def test_progress_is_told_page_by_page(case: Case) -> None:
    told: list[int] = []
    verify(case.place, on_progress=told.append)
    assert told == [EVENTS]
