"""The office of the browser tests of the call form: a running console, its house, and people at the form."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from playwright.sync_api import Browser

from console.settings import Settings
from console.wiring import House
from domain.facts import SHAPES, Recorded
from domain.tickets.ticket import Ticket, ticket_stream
from tests.browser.call_console import clock_since, served
from tests.browser.call_page import Receptionist
from tests.browser.seats import Seats
from tests.console.houses import build_once

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
    """A console in a process of its own, and a second door to its store."""
    folder, began = tmp_path_factory.mktemp("office"), time.time()
    build_once(folder, clock_since(began))
    house = House(Settings(folder, None, "127.0.0.1", 0), clock_since(began))
    with served(folder, began) as address:
        yield Office(house, address)
    house.close()


@pytest.fixture(scope="module")
def seats(chromium: Browser, office: Office) -> Iterator[Seats]:
    """The browsers of the office."""
    with Seats(chromium, office.address) as seats:
        yield seats


@pytest.fixture
def sits(seats: Seats, office: Office) -> Iterator[Sits]:
    """Seats a receptionist at the form."""
    seated: list[Receptionist] = []

    def sit(**options: object) -> Receptionist:
        token = office.house.access.open_session("desk01")
        seated.append(Receptionist(seats, token, **options))  # pyright: ignore[reportArgumentType]
        return seated[-1]

    yield sit
    for one in seated:
        one.leave()
