"""What a store is, who may open it, and what makes it."""

import sqlite3
from pathlib import Path

import pytest

from domain.log import Log, migrate, verify
from domain.log.migrate import NewerFormat, NoStore, OtherPurpose
from tests.log.conftest import SetClock
from tests.log.diary import written


def test_migrating_again_changes_nothing(log: Log, path: Path, clock: SetClock) -> None:
    log.append([written("diary:1", 1)])
    clock.move(days=1)
    assert migrate(path, "demo", clock) == log.store
    assert migrate(f"sqlite:///{path}", None, clock) == log.store
    assert log.head() == 1


def test_a_demo_never_becomes_a_company_nor_the_other_way_round(
    path: Path, tmp_path: Path, clock: SetClock
) -> None:
    with pytest.raises(OtherPurpose, match="holds a demo"):
        migrate(path, "real", clock)
    migrate(tmp_path / "company.sqlite", "real", clock)
    with pytest.raises(OtherPurpose, match="holds a real company"):
        migrate(tmp_path / "company.sqlite", "demo", clock)


def test_a_store_of_a_newer_edition_is_refused(path: Path, clock: SetClock) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE log_format SET format = 2")
    connection.close()
    with pytest.raises(NewerFormat, match="layout 2"):
        migrate(path, "demo", clock)
    with pytest.raises(NewerFormat):
        Log.open(path, clock)
    with pytest.raises(NewerFormat):
        verify(path)


def test_what_is_no_store_is_not_opened_and_not_created(tmp_path: Path, clock: SetClock) -> None:
    nowhere = tmp_path / "nowhere.sqlite"
    letter = tmp_path / "letter.sqlite"
    letter.write_text("Dear neighbours, " * 100)
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    for path in (nowhere, letter, empty):
        with pytest.raises(NoStore):
            Log.open(path, clock)
        with pytest.raises(NoStore):
            verify(path)
        with pytest.raises(NoStore):
            migrate(path, None, clock)
    assert not nowhere.exists()
    with pytest.raises(NoStore):
        migrate(letter, "demo", clock)


def test_a_company_waits_for_the_disk_and_a_demo_does_not(
    path: Path, tmp_path: Path, clock: SetClock
) -> None:
    company = tmp_path / "company.sqlite"
    migrate(company, "real", clock)
    full, normal = 2, 1
    for store, level in ((company, full), (path, normal)):
        with Log.open(store, clock) as log:
            assert log._connections.writer.execute("PRAGMA synchronous").fetchone() == (level,)
            assert log._connections.writer.execute("PRAGMA secure_delete").fetchone() == (1,)
            assert log._connections.writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
