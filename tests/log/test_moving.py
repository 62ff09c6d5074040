"""A log is carried to another make of store and back: the same rows, the same hashes, or nothing at all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.log import Log, migrate, move, verify
from domain.log.moving import MoveRefused
from tests.log.conftest import SetClock
from tests.log.diary import Written, person, text, written
from tests.log.grounds import Databases, Files
from tests.postgres import Server

GOLDEN = Path(__file__).parent / "golden" / "version1" / "log.sqlite"
ROWS = "SELECT * FROM events ORDER BY position"
ENTRIES = "SELECT * FROM register ORDER BY id, version"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def databases(postgres_server: Server) -> Iterator[Databases]:
    databases = Databases(postgres_server)
    yield databases
    databases.clear()


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    """A company's store of an earlier edition, with every fact that was ever stored."""
    copied = tmp_path / "golden.sqlite"
    shutil.copy(GOLDEN, copied)
    return copied


def test_a_store_goes_to_a_server_and_back_without_a_changed_byte(
    golden: Path, files: Files, databases: Databases, clock: SetClock
) -> None:
    server, again = databases.new(), files.new()
    there = move(golden, server)
    back = move(server, again)
    assert there == back
    assert (there.events, there.hash) == (125, verify(golden).hash.hex())
    for statement in (ROWS, ENTRIES, "SELECT * FROM log_format"):
        assert files.run(again, statement) == files.run(golden, statement)
        assert databases.run(server, statement) == files.run(golden, statement)
    with Log.open(server, clock) as log:
        assert log.store.purpose == "real"
        assert log.append([written("diary:1", 1)]) == [126]
    assert verify(server).holds
    with Log.open(again, clock) as log:
        assert log.append([written("diary:1", 1)]) == [126]
    assert verify(again).holds


def test_nothing_is_moved_over_a_store(
    golden: Path, files: Files, databases: Databases, clock: SetClock
) -> None:
    for taken in (files.new(), databases.new()):
        migrate(taken, "real", clock)
        with pytest.raises(MoveRefused, match="There is a store in"):
            move(golden, taken)
        assert verify(taken).head == 0


def test_a_log_that_was_touched_is_not_moved_and_the_finding_is_named(
    golden: Path, files: Files, databases: Databases
) -> None:
    files.run(golden, "UPDATE events SET site = 's9' WHERE position = 7")
    for target in (files.new(), databases.new()):
        with pytest.raises(MoveRefused, match="Event 7"):
            move(golden, target)


def test_a_move_that_breaks_off_leaves_nothing_behind(
    golden: Path, files: Files, databases: Databases, clock: SetClock
) -> None:
    def break_off(_: int) -> None:
        raise KeyboardInterrupt

    file, server = files.new(), databases.new()
    for target in (file, server):
        with pytest.raises(KeyboardInterrupt):
            move(golden, target, break_off)
    assert not Path(file).exists()
    assert move(golden, server).events == 125


def test_every_kind_of_register_entry_and_several_pages_are_carried(
    files: Files, databases: Databases, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.log.moving._PAGE", 3)
    source, told = files.new(), list[int]()
    migrate(source, "real", clock)
    said, words = text("t-1", "龙头漏水")
    author, first = person("p-1", 1, "李")
    again, second = person("p-1", 2, "李明")
    with Log.open(source, clock) as log:
        log.append([written("letter:1", 1, fact=Written(text=said, author=author))], [words, first])
        log.append([written("letter:1", 2, fact=Written(author=again))], [second])
        log.append([written("diary:1", version) for version in range(1, 7)])
    target = databases.new()
    moved = move(source, target, told.append)
    assert (moved.events, moved.entries, told) == (8, 3, [3, 6, 8])
    with Log.open(target, clock) as log:
        assert log.people(["p-1"]) == {"p-1": {"name": "李明"}}


def test_an_empty_company_can_be_moved_too(files: Files, databases: Databases, clock: SetClock) -> None:
    for source in (files.new(), databases.new()):
        migrate(source, "real", clock)
        assert move(source, databases.new()).events == 0
