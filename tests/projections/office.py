"""A small estate worked through the real door: one site, six people, four homes, one tariff item."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from domain.log import Log, Place, migrate
from domain.operations import Door, Outcome
from projections.asking.views import Views
from projections.models import MODELS
from projections.spine.projector import Projector
from projections.spine.reference import Reference
from projections.spine.store import Store, migrate_models, open_models
from seed.catalogue import calendar_years, profiles
from tests.projections.places import Places, log_of, models_of

MORNING = datetime(2026, 4, 24, 1, 0, tzinfo=UTC)
"""09:00 at the site, a Friday."""

PEOPLE = {
    "desk": ("刘文员", "desk"),
    "head": ("何主管", "engineering_head"),
    "chen": ("陈师傅", "technician"),
    "zhao": ("赵师傅", "technician"),
    "fin": ("钱会计", "finance"),
    "area": ("孙管家", "area_officer"),
}
HOMES = {
    "5-2-1203": ("单田芳", "13800001203"),
    "5-2-1204": ("张伟", "13800001204"),
    "6-1-0302": ("Zoë O'Neil", "13900000302"),
    "6-1-0303": None,
}


class Clock:
    """Stands still until it is moved on."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Office:
    """One store with its door, its read models and what may be asked of them."""

    def __init__(self, place: Place, now: datetime = MORNING, page: int = 5000) -> None:
        self.clock = Clock(now)
        self.place = place
        migrate(log_of(place), "demo", self.clock)
        self.log = Log.open(log_of(place), self.clock, durable=False)
        self._drawn = 0
        self.door = Door(self.log, self.clock, random=self._draw)
        self.engine = open_models(models_of(place))
        migrate_models(self.engine, MODELS, self.log)
        self.store = Store(self.engine, MODELS)
        self.reference = Reference(self.log)
        self.projector = Projector(self.store, self.log, self.reference, self.clock, page)
        self.views = Views(self.store, self.log, self.reference, self.clock)

    def _draw(self, size: int) -> bytes:
        self._drawn += 1
        return (self.log.head() * 1000 + self._drawn).to_bytes(size, "big")

    def do(
        self, do: str, by: str = "desk", at: datetime | None = None, site: str = "s1", **arguments: Any
    ) -> Outcome:
        """Record one command as the person who does it; the clock stays where it is."""
        given = {"id": f"c{self.log.head()}-{self._drawn}", "site": site, "by": by, "do": do, **arguments}
        return self.door.submit({**given, "at": (at or self.clock()).isoformat()})

    def later(self, **span: float) -> datetime:
        self.clock.now += timedelta(**span)
        return self.clock.now

    def take_repair(self, unit: str, matter: str, item: str = "T01", **more: Any) -> str:
        name, phone = HOMES[unit] or ("来电人", "13000000000")
        caller = {"name": name, "phone": phone}
        found = self.do("repair.report", unit=unit, matter=matter, caller=caller, item=item, **more)
        return str(found.results["ticket"])

    def close(self) -> None:
        self.log.close()
        self.engine.dispose()


def found(office: Office) -> None:
    """Everything that stands in the log before the first call."""
    boss = {"account": "boss", "name": "王经理"}
    office.do("company.found", "boss", site="", name="一号物业", administrator=boss, demo=True, seed=1)
    office.do("site.open", "boss", site="", code="s1", name="一号院")
    for year in calendar_years():
        office.do("calendar.publish", "boss", site="", region="CN", year=msgspec.to_builtins(year))
    for profile in profiles():
        office.do("policy.publish", "boss", site="", profile=msgspec.to_builtins(profile))
    for family in ("reply", "repair", "visit", "billing"):
        chosen = "CARE" if family == "visit" else "COMMUNITY"
        office.do("site.choose_policy", "boss", family=family, profile=chosen, version=1, since="2026-01-01")
    item = {"code": "T01", "name": "换水龙头", "unit": "个", "price_cents": 3000, "keywords": ["龙头"]}
    office.do("tariff.publish", "boss", items=[item], since="2026-01-01")
    for account, (name, role) in PEOPLE.items():
        office.do("member.join", "boss", account=account, name=name, roles=[{"site": "s1", "role": role}])
    for unit, owner in HOMES.items():
        file: dict[str, Any] = {"unit": unit, "building": unit.partition("-")[0]}
        if owner:
            file["owner"] = {"name": owner[0], "phone": owner[1]}
        office.do("unit.register", "boss", **file)


def founded(ground: Places, source: Place, page: int = 5000) -> Office:
    """An office of its own on a copy of the log that stands at ``source``."""
    return Office(ground.copy(source), MORNING, page)
