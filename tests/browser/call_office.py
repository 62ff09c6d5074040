"""The office of the browser tests of the call form: a running console, its house, and people at the form."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser

from console.wiring import House
from domain.facts import SHAPES, Recorded
from domain.tickets.ticket import Ticket, ticket_stream
from tests.browser.call_console import served
from tests.browser.call_page import Receptionist
from tests.console.houses import at, small_house

Sits = Callable[..., Receptionist]


@dataclass
class Office:
    """A running console and its house."""

    house: House
    address: str

    def ticket(self, number: str) -> Ticket:
        return self.house.log.get(Ticket, ticket_stream("s1", number))

    def told(self, number: str) -> list[tuple[str, datetime]]:
        events = self.house.log.search(stream_prefix=ticket_stream("s1", number))
        return [(SHAPES[type(one.fact)].name, one.happened_at) for one in events if isinstance(one, Recorded)]

    def tickets(self) -> int:
        events = self.house.log.search(stream_prefix="ticket:s1:", name="ticket.reported")
        return len(events)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The desk's Sunday afternoon, from 16:30 on, as fast as real time."""
    folder, began = tmp_path_factory.mktemp("office"), time.monotonic()

    def clock() -> datetime:
        return at("16:30:00") + timedelta(seconds=time.monotonic() - began)

    house = small_house(folder, clock)
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 30)
    with served(house, folder) as address:
        yield Office(house, address)
    house.close()


@pytest.fixture
def sits(chromium: Browser, office: Office) -> Iterator[Sits]:
    """Seats a receptionist at the form."""
    seated: list[Receptionist] = []

    def sit(**options: object) -> Receptionist:
        seated.append(Receptionist(chromium, office.address, **options))  # pyright: ignore[reportArgumentType]
        return seated[-1]

    yield sit
    for one in seated:
        one.leave()
