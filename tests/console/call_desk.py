"""A receptionist's form without a browser: what it sends, and what is then on record."""

from datetime import datetime
from typing import Any

import msgspec

from console.call.saving import Call
from console.languages import Translator
from console.viewer import Viewer
from console.wiring import House
from domain.facts import SHAPES, Recorded
from domain.tickets.facts import Reported
from domain.tickets.ticket import Ticket, ticket_stream
from tests.console.houses import at

NOW = at("16:44:10")
CALLED = int(at("16:42:58").timestamp() * 1000)


def viewer(house: House, account: str = "desk01", language: str = "en") -> Viewer:
    site = house.site("s1")
    translator = Translator.for_language(language, site.zone, 2026)
    return Viewer(house, account, "s1", ("s1",), house.authority.roles(account, "s1"), translator)


def call(number: int = 1, /, **given: Any) -> Call:
    """A call about a dripping tap, taken at 16:42:58."""
    form = {
        "id": f"{number:032x}",
        "help_class": "repair",
        "scope": "own",
        "channel": "phone",
        "started_at": CALLED,
        "matter": "厨房龙头关不紧",
        "phone": "13800001000",
        "name": "周女士",
        "address": "5-1-1101",
        "unit": "5-1-1101",
        "item": "SN-01",
        **given,
    }
    return msgspec.convert(form, Call)


def told(house: House, ticket: str) -> list[tuple[str, datetime]]:
    """What is on record of a ticket: event name and when it happened."""
    events = house.log.search(stream_prefix=ticket_stream("s1", ticket))
    return [(SHAPES[type(one.fact)].name, one.happened_at) for one in events if isinstance(one, Recorded)]


def report(house: House, ticket: str) -> Reported:
    found = house.log.get(Ticket, ticket_stream("s1", ticket)).report
    assert found is not None
    return found


def tickets(house: House) -> int:
    return len(house.log.search(stream_prefix="ticket:s1:"))
