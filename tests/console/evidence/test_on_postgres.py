"""Packs of a company that is kept in a database: the same reader, the same proofs, and who signs."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from console.evidence.asked import Asked
from console.evidence.proofs import NotProven
from console.evidence.source import source_of
from console.proving import maker_of
from console.settings import Settings
from console.wiring import House
from domain.log.proof.signing import KEY_FILE
from tests.console.evidence.packs import Packer, Reader, Unpacked
from tests.console.houses import small_house
from tests.console.ticketpage.office import CALLER, Clock, Office


@pytest.fixture
def office(database: str, tmp_path: Path) -> Iterator[Office]:
    """A repair up to the work, in a company on PostgreSQL."""
    clock = Clock()
    house = small_house(tmp_path / "data", clock, database)
    house.projector.catch_up()
    office = Office(house, clock)
    office.report()
    office.to_work()
    yield office
    house.close()


def test_a_pack_from_a_database_is_proven_where_the_key_is(
    office: Office, tmp_path: Path, read: Reader
) -> None:
    maker_of(office.house.settings).make()
    case, packer = Asked(case=f"ticket:s1:{office.number}"), Packer(office.house, tmp_path)
    pack = packer.made(case)
    fingerprint = read(pack)[1].partition("Key ")[2].partition(",")[0]
    assert read(pack, "--key", fingerprint)[1].endswith("=> Everything holds.\n")
    with zipfile.ZipFile(pack) as archive:
        archive.extractall(tmp_path / "unpacked")
        assert CALLER["phone"] in archive.read("register.jsonl").decode()
    unpacked = Unpacked(tmp_path / "unpacked")
    own = [line for line in unpacked.lines("events.jsonl") if line["why"] == ["case"]]
    assert [line["version"] for line in own] == list(range(1, office.ticket().version + 1))
    assert packer.made(case, "again.zip").read_bytes() == pack.read_bytes()
    unpacked.rewrite("events.jsonl", lambda lines: lines[-1].update(done_by="head01"))
    assert any(f"#{own[-1]['position']} " in one for one in read.findings(unpacked.folder))


def test_a_console_without_the_key_makes_a_pack_that_says_so(
    office: Office, tmp_path: Path, read: Reader
) -> None:
    """It has the worker's checkpoints by a shared folder, and a data folder of its own."""
    maker_of(office.house.settings).make()
    office.do("ticket.remark", "desk01", what="又来电")
    (tmp_path / "elsewhere").mkdir()
    (exported,) = office.house.settings.checkpoint_folders
    shared = Path(copytree(exported, tmp_path / "shared"))
    away = House(
        Settings(
            tmp_path / "elsewhere", office.house.settings.database, "127.0.0.1", 0, checkpoints=(shared,)
        ),
        office.clock,
    )
    pack = Packer(away, tmp_path).made(Asked(case=f"ticket:s1:{office.number}"))
    away.close()
    code, said = read(pack)
    assert code == 3
    assert "=> Not proven: 1 event that no checkpoint covers; the page" in said
    assert not (tmp_path / "elsewhere" / KEY_FILE).exists()


def test_a_console_without_checkpoints_says_who_makes_them(office: Office, tmp_path: Path) -> None:
    away = House(
        Settings(tmp_path / "elsewhere", office.house.settings.database, "127.0.0.1", 0), office.clock
    )
    with pytest.raises(NotProven, match="nothing can be proven"), source_of(away):
        pass
    away.close()
