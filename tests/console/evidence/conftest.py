"""One house with a repair in it, and packs of that repair; each test works on its own copies."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.evidence.asked import Asked
from tests.console.evidence.outsider import Outsider
from tests.console.evidence.packs import Packer, Reader, Unpacked
from tests.console.houses import copied_house
from tests.console.ticketpage.office import MORNING, Clock, Office


@pytest.fixture(scope="session")
def repaired(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repair up to the work, recorded minute by minute; one step was told an hour late."""
    folder = tmp_path_factory.mktemp("house")
    clock = Clock()
    house = copied_house(furnished, folder / "played", clock)
    office = Office(house, clock)
    office.report()
    office.to_work()
    office.clock.now = MORNING.replace(hour=3)
    office.do("ticket.remark", "desk01", what="客户赶时间", at="2026-11-22T09:20:00+08:00")
    (folder / "number").write_text(office.number)
    house.close()
    return folder


@pytest.fixture
def office(repaired: Path, tmp_path: Path) -> Iterator[Office]:
    clock = Clock()
    clock.now = MORNING.replace(hour=4)
    house = copied_house(repaired / "played", tmp_path / "copy", clock)
    office = Office(house, clock)
    office.number = (repaired / "number").read_text()
    yield office
    house.close()


@pytest.fixture
def packer(office: Office, tmp_path: Path) -> Packer:
    return Packer(office.house, tmp_path)


@pytest.fixture(scope="session")
def of_the_case(repaired: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of the repair, everything shown."""
    folder = tmp_path_factory.mktemp("pack")
    house = copied_house(repaired / "played", folder / "copy", lambda: MORNING.replace(hour=4))
    number = (repaired / "number").read_text()
    made = Packer(house, folder).made(Asked(case=f"ticket:s1:{number}", by="root"))
    house.close()
    return made


@pytest.fixture
def unpacked(of_the_case: Path, tmp_path: Path) -> Unpacked:
    folder = tmp_path / "unpacked"
    shutil.unpack_archive(of_the_case, folder, "zip")
    return Unpacked(folder)


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Reader:
    return Reader(capsys)


@pytest.fixture
def outsider(office: Office, tmp_path: Path) -> Outsider:
    return Outsider(office, tmp_path)
