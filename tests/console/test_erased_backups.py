"""What was erased does not come back with an older backup, and backups go when their time is over."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from console.doctor.erasures import came_back, old_copies
from console.erased_ids import erased_of, list_file, read_lists
from console.old_copies import copies_of
from console.settings import Settings, SettingsRefused
from console.wiring import House, wall_clock
from domain.facts import Recorded
from domain.log import Log, verify
from domain.tickets.facts import Reported
from tests.console.command_line import Answer, Steward
from tests.console.houses import order, small_house
from tests.console.watch.sickbed import said

NAME, PHONE, WORDS = "欧阳灵犀", "13912345678", "卧室空调不制冷"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with one call of the person, and one of somebody else."""
    folder = tmp_path_factory.mktemp("company") / "data"
    house = small_house(folder)
    for number, name in enumerate((NAME, "王先生")):
        caller = {"name": name, "phone": PHONE if name == NAME else ""}
        order(house, "help.report", f"{number}", by="desk01", caller=caller, matter=WORDS, place="门口")
    house.close()
    return folder


def done(answer: Answer) -> str:
    assert (answer.code, answer.err) == (0, ""), answer
    return answer.out


def caller(data: Path) -> str:
    with Log.open(data / "log.sqlite", wall_clock) as log:
        event = log.search(name="ticket.reported")[0]
        assert isinstance(event, Recorded)
        assert isinstance(event.fact, Reported)
        assert event.fact.caller
        return event.fact.caller.id


def erase(steward: Steward, person: str) -> None:
    given = {
        "id": "erase",
        "site": "",
        "by": "root",
        "do": "person.erase",
        "person": person,
        "basis": "unlawful",
    }
    done(steward("apply -", json.dumps(given).encode()))


def held(folder: Path) -> list[str]:
    forms = [NAME.encode(), PHONE.encode()]
    return [
        one.name
        for one in folder.rglob("*")
        if one.is_file() and any(form in one.read_bytes() for form in forms)
    ]


def test_an_older_backup_comes_back_without_what_was_erased_since(steward: Steward, tmp_path: Path) -> None:
    person, copies = caller(steward.data), tmp_path / "copies"
    copies.mkdir()
    done(steward(f"backup {copies / 'old.zip'}"))
    erase(steward, person)
    done(steward(f"backup {copies / 'new.zip'}"))
    assert held(steward.data) == []
    back = Steward(tmp_path / "back")
    told = done(back(f"restore {copies / 'old.zip'}"))
    assert "1 register entry that had been erased since was erased again." in told
    assert held(back.data) == []
    assert verify(back.data / "log.sqlite").findings == []
    with Log.open(back.data / "log.sqlite", wall_clock) as log:
        assert list(erased_of(log)) == [person]
        assert len(list(log.latest("person"))) == 19
    again = Steward(tmp_path / "again")
    assert "erased again" not in done(again(f"restore {copies / 'new.zip'}"))


def test_the_list_beside_the_checkpoints_serves_where_the_backup_stands_alone(
    steward: Steward, tmp_path: Path
) -> None:
    person, outside = caller(steward.data), tmp_path / "outside"
    done(steward(f"backup {tmp_path / 'old.zip'}"))
    erase(steward, person)
    with closing(House(Settings(steward.data, None, "127.0.0.1", 0, checkpoints=(outside,)))) as house:
        house.forgetting.list_ids()
        store = house.log.store.id
        listed = (outside, steward.data)
        assert [list(read_lists([one], store)) for one in listed] == [[person], [person]]
    told = done(
        Steward(tmp_path / "back")(f"restore {tmp_path / 'old.zip'}", STEWARD_CHECKPOINTS=str(outside))
    )
    assert "erased again" in told


def test_a_list_holds_ids_and_nothing_else_and_a_torn_line_does_not_count(
    steward: Steward, tmp_path: Path
) -> None:
    person = caller(steward.data)
    erase(steward, person)
    done(steward(f"backup {tmp_path / 'one.zip'}"))
    with Log.open(steward.data / "log.sqlite", wall_clock) as log:
        path, position = list_file(tmp_path, log.store.id), erased_of(log)[person]
        assert path.read_text() == f"{position} {person}\n"
        with path.open("a") as file:
            file.write("77")
        assert read_lists([tmp_path], log.store.id) == {person: position}


def test_backups_older_than_so_many_days_are_removed_and_nothing_else(
    steward: Steward, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    other = Steward(tmp_path / "other")
    small_house(other.data).close()
    done(other(f"backup {copies / 'other.zip'}"))
    done(steward(f"backup {copies / 'first.zip'}"))
    (copies / "notes.zip").write_bytes(b"PK")
    (copies / "folder").mkdir()
    for path in (copies / "first.zip", copies / "other.zip"):
        aged(path, 8)
    told = done(steward(f"backup {copies / 'second.zip'} --keep 9"))
    assert "Removed" not in told
    told = done(steward(f"backup {copies / 'third.zip'} --keep 7"))
    assert "Removed, older than 7 days: first.zip" in told
    assert {one.name for one in copies.iterdir() if one.suffix == ".zip"} == {
        "other.zip", "notes.zip", "second.zip", "third.zip",
    }  # fmt: skip
    for wrong in ("0", "-3", "40000"):
        assert steward(f"backup {copies / 'no.zip'} --keep={wrong}").code == 1
    assert not (copies / "no.zip").exists()


def aged(path: Path, days: int) -> None:
    """Let a backup say that it was made some days earlier."""
    with ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(held["manifest.json"])
    manifest["made_at"] = (datetime.fromisoformat(manifest["made_at"]) - timedelta(days=days)).isoformat()
    held["manifest.json"] = json.dumps(manifest).encode()
    with ZipFile(path, "w") as archive:
        for name, raw in held.items():
            archive.writestr(name, raw)


@pytest.mark.parametrize("days", ["0", "-1", "seven", "36501", "１"])
def test_a_period_that_is_none_is_refused(days: str) -> None:
    with pytest.raises(SettingsRefused):
        Settings.from_environment({"STEWARD_BACKUP_DAYS": days})


def test_the_period_of_backups_comes_from_the_environment() -> None:
    assert Settings.from_environment({"STEWARD_BACKUP_DAYS": "30"}).backup_days == 30
    assert Settings.from_environment({}).backup_days is None


def test_the_doctor_names_backups_that_still_hold_what_was_erased(steward: Steward, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    done(steward(f"backup {copies / 'old.zip'}"))
    assert said(steward.data, old_copies) == []
    erase(steward, caller(steward.data))
    ((state, words),) = said(steward.data, old_copies)
    assert (state, "nothing says until when" in words) == ("warning", True)
    aged(copies / "old.zip", 3)
    ((state, words),) = said(steward.data, old_copies, days=5)
    assert (state, "none is older than 5 days" in words) == ("ok", True)
    ((state, words),) = said(steward.data, old_copies, days=2)
    assert (state, "old.zip" in words) == ("warning", True)
    (copies / "old.zip").unlink()
    done(steward(f"backup {copies / 'new.zip'}"))
    assert [one[0] for one in said(steward.data, old_copies)] == ["ok"]


def test_the_doctor_says_when_an_erased_entry_is_there_again(steward: Steward, tmp_path: Path) -> None:
    person = caller(steward.data)
    with closing(sqlite3.connect(steward.data / "log.sqlite")) as store:
        kept = store.execute("SELECT * FROM register WHERE id = ?", [person]).fetchall()
    erase(steward, person)
    assert [one[0] for one in said(steward.data, came_back)] == ["ok"]
    with closing(sqlite3.connect(steward.data / "log.sqlite")) as store:
        store.executemany("INSERT INTO register VALUES (?, ?, ?, ?, ?, ?)", kept)
        store.commit()
    ((state, words),) = said(steward.data, came_back)
    assert (state, person in words) == ("wrong", True)


def test_a_backup_of_another_company_is_not_ours(steward: Steward, tmp_path: Path) -> None:
    done(steward(f"backup {tmp_path / 'one.zip'}"))
    with Log.open(steward.data / "log.sqlite", wall_clock) as log:
        assert [path.name for path, _ in copies_of(log, tmp_path)] == ["one.zip"]
    other = Steward(tmp_path / "other")
    small_house(other.data).close()
    with Log.open(other.data / "log.sqlite", wall_clock) as log:
        assert list(copies_of(log, tmp_path)) == []
