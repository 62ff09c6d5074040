"""One house at the site's nine o'clock, and what its people record in it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from streamlit.testing.v1 import AppTest

from console.languages import Translator
from console.ticketpage.deeds import Choices, choices
from console.wiring import House
from domain.tickets.ticket import Ticket, ticket_stream
from projections.tickets.story import StoryLine, ticket_story
from tests.console.houses import order

MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
CALLER = {"name": "周女士", "phone": "13800001000"}
ZH, EN = Translator.for_language("zh"), Translator.for_language("en")


class Clock:
    """Stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


class Office:
    """One house at the site's nine o'clock, and what its people record in it."""

    def __init__(self, house: House, clock: Clock) -> None:
        self.house, self.clock, self.number, self.sent = house, clock, "", 0

    def report(self, item: str = "SN-01", **more: Any) -> str:
        caller = {"unit": "5-1-1101", "matter": "水龙头滴水", "caller": CALLER, "item": item}
        self.number = str(self._order("repair.report", "desk01", **caller, **more).results["ticket"])
        return self.number

    def do(self, do: str, by: str, **arguments: Any) -> Any:
        """Record the next step a minute after the last."""
        self.clock.now += timedelta(minutes=1)
        return self._order(do, by, ticket=self.number, **arguments)

    def _order(self, do: str, by: str, **arguments: Any) -> Any:
        self.sent += 1
        outcome = order(self.house, do, str(self.sent), by=by, **arguments)
        self.house.projector.catch_up()
        return outcome

    def ticket(self) -> Ticket:
        return self.house.log.get(Ticket, ticket_stream("s1", self.number))

    def may(self, account: str) -> Choices:
        return choices(self.ticket(), self.house.authority.roles(account, "s1"), self.clock())

    def story(self) -> list[StoryLine]:
        return ticket_story(self.house.views, site="s1", number=self.number)

    def to_site(self) -> None:
        """An in-tariff repair up to the technician at the door."""
        self.do("repair.fill_slip", "desk01")
        self.do("repair.notify_engineering", "desk01")
        self.do("repair.receive_slip", "head01")
        self.do("repair.dispatch", "head01", technicians=["tech01"])
        self.do("ticket.arrive", "tech01")

    def to_work(self) -> None:
        self.to_site()
        self.do("repair.confirm_item", "tech01")
        self.do("repair.show_tariff", "tech01", price_cents=4000)
        self.do("repair.consent_on_site", "tech01")
        self.do("ticket.begin_work", "tech01")


def codes(deeds: Any) -> list[str]:
    return [deed.code for deed in deeds]


def press(page: AppTest, label: str) -> AppTest:
    next(one for one in page.button if one.label == label and one.key and ":send" in one.key).click()
    return page.run()


def alerts(page: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in page.get("html"))
