"""A backup made while people work holds the whole company, and a bad one is refused by name."""

import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from domain.log import Log, backup, migrate, restore, verify
from domain.log.backups import BackupRefused
from tests.log.conftest import SetClock
from tests.log.diary import Written, text, written


@pytest.fixture
def path(tmp_path: Path, clock: SetClock) -> Path:
    path = tmp_path / "data" / "log.sqlite"
    migrate(path, "demo", clock)
    return path


@pytest.fixture
def log(path: Path, clock: SetClock) -> Iterator[Log]:
    with Log.open(path, clock) as log:
        yield log


@pytest.fixture
def folder(path: Path) -> Path:
    for name in ("models.sqlite", "access.sqlite"):
        with sqlite3.connect(path.parent / name) as other:
            other.execute("PRAGMA journal_mode=WAL")
            other.execute("CREATE TABLE of (name TEXT, applied INTEGER)")
            other.execute("INSERT INTO of VALUES (?, 0)", (name,))
        other.close()
    return path.parent


@pytest.fixture
def work(folder: Path, log: Log) -> Iterator[None]:
    """Somebody records, and the read models follow, until the test is over."""
    done = Event()

    def record() -> None:
        with sqlite3.connect(folder / "models.sqlite", isolation_level=None) as models:
            version = 0
            while not done.is_set():
                version += 1
                said, words = text(f"t-{version}", "x" * 100)
                log.append([written("diary:1", version, fact=Written(text=said))], [words])
                models.execute("UPDATE of SET applied = ?", (log.head(),))
        models.close()

    log.append([written("diary:0", 1)])
    thread = Thread(target=record)
    thread.start()
    yield
    done.set()
    thread.join()


@pytest.mark.usefixtures("work")
def test_a_backup_under_load_restores_to_one_consistent_moment(
    folder: Path, tmp_path: Path, clock: SetClock
) -> None:
    for number in range(3):
        file, again = tmp_path / f"backup-{number}.zip", tmp_path / f"again-{number}"
        manifest = backup(folder, file, clock)
        assert restore(file, again) == manifest
        report = verify(again / "log.sqlite")
        assert (report.head, report.hash.hex()) == (manifest.head, manifest.hash)
        assert [one.name for one in manifest.files] == ["access.sqlite", "models.sqlite", "log.sqlite"]
        with sqlite3.connect(again / "models.sqlite") as models:
            (applied,) = models.execute("SELECT applied FROM of").fetchone()
        models.close()
        assert applied <= manifest.head
        with Log.open(again / "log.sqlite", clock) as restored:
            assert restored.append([written("diary:9", 1)]) == [manifest.head + 1]
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


@pytest.fixture
def backed_up(folder: Path, log: Log, tmp_path: Path, clock: SetClock) -> Path:
    log.append([written("diary:1", 1)])
    backup(folder, tmp_path / "backup.zip", clock)
    return tmp_path / "backup.zip"


def test_a_backup_is_not_written_over_another(folder: Path, backed_up: Path, clock: SetClock) -> None:
    before = backed_up.read_bytes()
    with pytest.raises(BackupRefused, match="there already"):
        backup(folder, backed_up, clock)
    assert backed_up.read_bytes() == before
    with pytest.raises(BackupRefused, match="no store"):
        backup(folder.parent, folder / "other.zip", clock)


def test_a_damaged_log_is_not_backed_up_in_silence(
    folder: Path, tmp_path: Path, log: Log, clock: SetClock
) -> None:
    log.append([written("diary:1", 1)])
    log.close()
    with sqlite3.connect(folder / "log.sqlite") as connection:
        connection.execute("UPDATE events SET site = 's9'")
    connection.close()
    with pytest.raises(BackupRefused, match="Event 1"):
        backup(folder, tmp_path / "backup.zip", clock)
    assert not (tmp_path / "backup.zip").exists()


def test_nothing_is_restored_over_something(backed_up: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="not empty"):
        restore(backed_up, folder)
    (tmp_path / "empty").mkdir()
    restore(backed_up, tmp_path / "empty")
    assert verify(tmp_path / "empty" / "log.sqlite").head == 1
    with pytest.raises(BackupRefused, match="no backup"):
        restore(tmp_path / "nowhere.zip", tmp_path / "new")


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.6, 0.99])
def test_a_backup_cut_short_is_refused_by_name(backed_up: Path, tmp_path: Path, kept: float) -> None:
    whole = backed_up.read_bytes()
    backed_up.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(BackupRefused, match=r"backup\.zip"):
        restore(backed_up, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["log.sqlite", "models.sqlite", "access.sqlite"])
def test_an_altered_store_in_a_backup_is_refused_by_name(backed_up: Path, tmp_path: Path, name: str) -> None:
    _alter(backed_up, name, lambda content: content[:-1] + b"\x01")
    with pytest.raises(BackupRefused, match=name):
        restore(backed_up, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_flipped_byte_anywhere_is_refused(backed_up: Path, tmp_path: Path) -> None:
    whole = backed_up.read_bytes()
    with zipfile.ZipFile(backed_up) as archive:
        starts = [one.header_offset + 60 for one in archive.infolist()]
    for at in starts:
        backed_up.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with pytest.raises(BackupRefused):
            restore(backed_up, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["../outside.sqlite", "/outside.sqlite", "sub/inside.sqlite", "note.txt"])
def test_a_backup_that_names_other_places_is_refused(backed_up: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(backed_up, "a") as archive:
        archive.writestr(name, "x")
    with pytest.raises(BackupRefused):
        restore(backed_up, tmp_path / "new")
    assert list(tmp_path.parent.glob("outside*")) == []


def test_a_manifest_of_another_log_is_refused(backed_up: Path, tmp_path: Path, clock: SetClock) -> None:
    _alter(backed_up, "manifest.json", lambda content: content.replace(b'"head":1', b'"head":2'))
    with pytest.raises(BackupRefused, match=r"log\.sqlite"):
        restore(backed_up, tmp_path / "new")
    migrate(tmp_path / "new" / "log.sqlite", "demo", clock)
    with pytest.raises(BackupRefused, match="not empty"):
        restore(backed_up, tmp_path / "new")


def _alter(file: Path, name: str, change) -> None:  # noqa: ANN001
    with zipfile.ZipFile(file) as archive:
        contents = {one: archive.read(one) for one in archive.namelist()}
    contents[name] = change(contents[name])
    with zipfile.ZipFile(file, "w") as archive:
        for one, content in contents.items():
            archive.writestr(one, content)
