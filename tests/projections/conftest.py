"""Every test of the read models runs on both databases; each test has its own copy of one founded estate."""

from collections.abc import Iterator

import pytest

from domain.log import Place
from tests.postgres import Server
from tests.projections.estate import Estate
from tests.projections.office import Office, founded
from tests.projections.office import found as found_office
from tests.projections.places import KINDS, Places, places


@pytest.fixture(scope="session", params=KINDS)
def ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: Server
) -> Iterator[Places]:
    yield from places(request.param, tmp_path_factory.mktemp("stores"), postgres_server)


@pytest.fixture(scope="session")
def founded_store(ground: Places) -> Place:
    place = ground.new()
    office = Office(place)
    found_office(office)
    office.close()
    return place


@pytest.fixture
def office(ground: Places, founded_store: Place) -> Iterator[Office]:
    office = founded(ground, founded_store)
    yield office
    office.close()


@pytest.fixture
def estate(ground: Places) -> Iterator[Estate]:
    estate = Estate(ground.new())
    yield estate
    estate.close()
