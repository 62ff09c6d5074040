"""One site behind the real door, on a store of its own: everybody a repair needs, two homes, one tariff item."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from domain.errors import Refused
from domain.log import Log, migrate
from domain.operations import Door, Outcome
from domain.roles import Role
from domain.tickets.ticket import Ticket, ticket_stream
from seed.catalogue import calendar_years, profiles

MORNING = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
"""09:00 at the site, a Thursday."""

STAFF: dict[str, list[tuple[str, str, str | None, str | None]]] = {
    "desk": [("desk", "s1", None, None)],
    "head": [("engineering_head", "s1", None, None)],
    "chen": [("technician", "s1", None, None)],
    "zhao": [("technician", "s1", None, None)],
    "fin": [("finance", "s1", None, None)],
    "area": [("area_officer", "s1", None, None)],
    "duty": [("duty_manager", "s1", None, None)],
    "guard": [("guard", "s1", None, None)],
    "early": [("desk", "s1", "2026-03-13", None)],
    "gone": [("desk", "s1", None, "2026-03-11")],
    "last": [("desk", "s1", None, "2026-03-12")],
    "far": [("desk", "s2", None, None)],
    "roams": [("desk", "", None, None)],
    "everybody": [(role.value, "", None, None) for role in Role],
    "chief": [("desk", "s1", None, None), ("finance", "s1", None, None)],
}
CALLER = {"name": "李女士", "phone": "13800000001"}
CHARGE = {"name": "换水龙头", "quantity": 1, "price_cents": 4000}
Event = tuple[str, str, dict[str, Any]]

WORK: tuple[Event, ...] = (
    ("repair.fill_slip", "desk", {}),
    ("repair.notify_engineering", "desk", {}),
    ("repair.receive_slip", "head", {}),
    ("repair.dispatch", "head", {"technicians": ["chen"]}),
    ("ticket.arrive", "chen", {}),
    ("repair.confirm_item", "chen", {}),
    ("repair.show_tariff", "chen", {"price_cents": 4000}),
    ("repair.consent_on_site", "chen", {}),
    ("ticket.begin_work", "chen", {}),
    ("repair.try_out", "chen", {"works": True}),
    ("repair.sign", "chen", {"charges": [CHARGE], "site_cleaned": True}),
    ("repair.return_slips", "chen", {"copies": [2, 3]}),
    ("repair.confirm_slips", "head", {}),
    ("repair.hand_slips_to_desk", "head", {"copies": [2, 3]}),
    ("repair.send_to_finance", "desk", {}),
    ("repair.bill", "fin", {"month": "2026-03", "amount_cents": 4000}),
    ("ticket.close", "desk", {}),
)
"""An in-tariff repair from slip to close."""


class Doorway:
    """A door on a clock that stands still until a test moves it."""

    def __init__(self, folder: Path, now: datetime = MORNING) -> None:
        self.now = now
        self.path = folder / "log.sqlite"
        migrate(self.path, "real", self.clock)
        self.log = Log.open(self.path, self.clock, durable=False)
        self.door = Door(self.log, self.clock)
        self._ids = 0

    def clock(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def order(self, do: str, by: str = "desk", **given: Any) -> dict[str, Any]:
        """A whole command; an argument that is ``...`` is left out."""
        self._ids += 1
        whole = {"id": f"c{self._ids}", "site": "s1", "by": by, "do": do, **given}
        return {name: value for name, value in whole.items() if value is not ...}

    def do(self, do: str, by: str = "desk", **given: Any) -> Outcome:
        return self.door.submit(self.order(do, by, **given))

    def refusal(self, given: dict[str, Any]) -> Refused:
        """The refusal of a command, which left no trace in the log or the register."""
        before = (self.log.head(), self.log.register_mark())
        try:
            outcome = self.door.submit(given)
        except Refused as refusal:
            refused = refusal
        else:
            raise AssertionError(f"{given['do']} was carried out: {outcome}")
        assert (self.log.head(), self.log.register_mark()) == before
        assert refused.reasons
        return refused

    def refused(self, do: str, by: str = "desk", **given: Any) -> list[str]:
        """What a refused command is told, in English."""
        return said(self.refusal(self.order(do, by, **given)))

    def repair(self, item: str = "T01", **more: Any) -> str:
        given = {"unit": "5-2-1203", "caller": CALLER, "matter": "厨房龙头漏水", "item": item, **more}
        return str(self.do("repair.report", **given).results["ticket"])

    def work(self, number: str, upto: str, steps: Iterable[Event] = WORK) -> None:
        """Take the steps of a repair up to a command, one a minute."""
        for do, by, arguments in steps:
            self.later(minutes=1)
            self.do(do, by, ticket=number, **arguments)
            if do == upto:
                return

    def ticket(self, number: str) -> Ticket:
        return self.log.get(Ticket, ticket_stream("s1", number))

    def close(self) -> None:
        self.log.close()


def said(refused: Refused) -> list[str]:
    return [one.text.format_map(dict(one.fields)) for one in refused.reasons]


def establish(doorway: Doorway) -> None:
    """Company, two sites, policies, calendar, tariff, people and homes."""
    boss = {"account": "boss", "name": "王经理"}
    doorway.do("company.found", "boss", site="", name="一号物业", administrator=boss)
    for code in ("s1", "s2"):
        doorway.do("site.open", "boss", site="", code=code, name=code)
    for year in calendar_years():
        doorway.do("calendar.publish", "boss", site="", region="CN", year=msgspec.to_builtins(year))
    for profile in profiles():
        doorway.do("policy.publish", "boss", site="", profile=msgspec.to_builtins(profile))
    for family in ("reply", "repair", "visit", "billing"):
        choice = {"family": family, "profile": "COMMUNITY", "version": 1, "since": "2026-01-01"}
        doorway.do("site.choose_policy", "boss", **choice)
    item = {"code": "T01", "name": "换水龙头", "unit": "个", "price_cents": 4000, "keywords": ["龙头"]}
    doorway.do("tariff.publish", "boss", items=[item], since="2026-01-01")
    for account, grants in STAFF.items():
        roles = [
            {"role": role, "site": site, "since": since or "2026-01-01", "until": until}
            for role, site, since, until in grants
        ]
        doorway.do("member.join", "boss", account=account, name=f"员工{account}", roles=roles)
    for unit in ("5-2-1203", "5-2-1204"):
        doorway.do("unit.register", "boss", unit=unit, building="5", owner={"name": f"业主{unit}"})


def founded(source: Path, folder: Path, ids: int = 1000) -> Doorway:
    """A doorway in ``folder`` on a copy of the store in ``source``, whose commands are numbered from ``ids``."""
    shutil.copy(source / "log.sqlite", folder / "log.sqlite")
    doorway = Doorway(folder)
    doorway._ids = ids
    return doorway
