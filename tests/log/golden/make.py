"""Make a golden store of this edition's shapes: ``python -m tests.log.golden.make FOLDER``.

Stores of earlier editions are never made anew: they show that what was recorded then is still read. New facts, and
new versions of old ones, get a folder of their own beside the others.
"""

import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from domain.log import Log, migrate
from domain.operations import Door
from domain.operations.erasures import erase_again
from domain.roles import Role
from domain.units import Unit
from seed.catalogue import calendar_years, profiles
from tests.log.golden import (
    begun_history,
    campaign_history,
    debrief_history,
    duty_history,
    equipment_history,
    erasures_history,
    history,
    late_history,
    rooms_history,
    surveys_history,
)
from tests.log.golden.exam_history import ROSTER
from tests.log.golden.history import HOME, Command
from tests.log.golden.states import states

HERE = Path(__file__).parent
SEED = 20261122
NINE = datetime(2026, 4, 24, 1, 0, tzinfo=UTC)
FAMILIES = ("reply", "repair", "visit", "billing")
ITEM = {"code": "P01", "name": "更换水龙头", "unit": "个", "price_cents": 4000, "keywords": ["水龙头", "tap"]}


class Teller:
    """Tells a history through the door, one command a minute from nine o'clock on."""

    def __init__(self, path: Path) -> None:
        self._now = NINE
        migrate(path, "real", self._clock)
        self.log = Log.open(path, self._clock)
        self._door = Door(self.log, self._clock, through="command line", random=Random(SEED).randbytes)  # noqa: S311 - a fixed history
        self._commands = 0
        self._known: dict[str, str] = {}

    def _clock(self) -> datetime:
        return self._now

    def do(self, do: str, site: str = "s1", by: str = "all", **arguments: Any) -> dict[str, Any]:
        """Carry out one command, and keep what it gives for later ones."""
        self._now += timedelta(minutes=1)
        self._commands += 1
        filled = {name: self._filled(value) for name, value in arguments.items()}
        given = {"id": f"golden-{self._commands}", "site": site, "by": by, "do": do, **filled}
        results = self._door.submit(given).results
        self._known |= {
            name: str(value) for name, value in results.items() if name in {"run", "ticket", "person"}
        }
        home = self.log.get(Unit, f"unit:s1:{HOME}")
        self._known |= {"tenant": next(iter(home.tenants), ""), "defect": next(iter(home.defects), "")}
        return results

    def tell(self, commands: Sequence[Command]) -> None:
        for do, arguments in commands:
            self.do(do, **arguments)

    def work(self, report: Command, steps: Sequence[Command]) -> None:
        """Open a ticket and take its steps."""
        number = self.do(report[0], **report[1])["ticket"]
        for do, arguments in steps:
            self.do(do, ticket=number, **arguments)

    def _filled(self, value: Any) -> Any:
        return value.format_map(self._known) if isinstance(value, str) and value.startswith("{") else value


def found(teller: Teller) -> None:
    """Company, site, rules, and one person in every role."""
    teller.do("company.found", "", name="绿园物业", administrator={"account": "all", "name": "赵经理"})
    teller.do("site.open", "", code="s1", name="东园")
    for year in calendar_years()[-2:]:
        teller.do("calendar.publish", "", region="CN", year=msgspec.to_builtins(year))
    profile = next(one for one in profiles() if one.name == "COMMUNITY")
    teller.do("policy.publish", "", profile=msgspec.to_builtins(profile))
    for family in FAMILIES:
        choice = {"family": family, "profile": "COMMUNITY", "version": 1, "since": "2026-01-01"}
        teller.do("site.choose_policy", **choice)
    roles = [{"role": role, "site": "", "since": "2026-01-01"} for role in Role]
    teller.do("member.join", account="all", name="赵经理", roles=roles)
    teller.do("tariff.publish", items=[ITEM], since="2026-01-01")


def tell_estate(teller: Teller) -> None:
    """Homes, tickets of every kind, and a foreign ledger."""
    teller.tell(history.ESTATE)
    teller.work(history.REPAIR, history.IN_TARIFF)
    teller.work(history.UNPRICED, history.REFUSED_ON_SITE)
    teller.work(history.UNPRICED, history.DECLINED)
    teller.work(history.HELP, history.HELPED)
    teller.work(history.HELP, history.VOIDED)
    teller.tell(history.FOREIGN)


def tell_roster(teller: Teller) -> None:
    """An exam's roster, from the first person to an edition that everybody knows."""
    teller.tell(ROSTER)


def tell_campaigns(teller: Teller) -> None:
    """A campaign from its template to the close, and one that was called off."""
    teller.tell(campaign_history.CAMPAIGN)


def tell_rooms(teller: Teller) -> None:
    """The rooms of an exam."""
    teller.tell(rooms_history.ROOMS)


def tell_duty(teller: Teller) -> None:
    """The morning of an exam."""
    teller.tell(duty_history.DUTY)


def tell_begun(teller: Teller) -> None:
    """Tasks whose day is that of their beginning."""
    teller.tell(begun_history.BEGUN)


def tell_debrief(teller: Teller) -> None:
    """A debrief with what stands behind its counts."""
    teller.tell(debrief_history.DEBRIEF)


def tell_surveys(teller: Teller) -> None:
    """Two rounds of a survey, from the frozen base to a restated figure and a rectified problem."""
    teller.tell(surveys_history.UNTIL_ISSUED)
    teller.do("survey.answer_form", by="", **surveys_history.answered_behind_its_code(teller.log))
    teller.tell(surveys_history.UNTIL_REPORTED)


def tell_late(teller: Teller) -> None:
    """A decision that is written down after it was taken."""
    teller.tell(late_history.LATE)


def tell_equipment(teller: Teller) -> None:
    """Shared equipment with records of every kind."""
    teller.tell(equipment_history.EQUIPMENT)


def tell_erasures(teller: Teller) -> None:
    """People and texts that were erased, one of them again after a restore."""
    teller.tell(erasures_history.CALLS)
    teller.tell(erasures_history.erased(teller.log))
    erase_again(teller.log, {erasures_history.calls(teller.log)[1][0]: 40}, NINE)


STORES: Mapping[str, Callable[[Teller], None]] = {
    "version1": tell_estate,
    "roster": tell_roster,
    "campaigns": tell_campaigns,
    "rooms": tell_rooms,
    "duty": tell_duty,
    "begun": tell_begun,
    "debrief": tell_debrief,
    "surveys": tell_surveys,
    "late": tell_late,
    "equipment": tell_equipment,
    "erasures": tell_erasures,
}
"""Who tells the history of each folder."""


def make(folder: Path, tell: Callable[[Teller], None]) -> None:
    """Write the store and its states into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work:
        teller = Teller(Path(work) / "log.sqlite")
        found(teller)
        tell(teller)
        shown = msgspec.json.format(msgspec.json.encode(states(teller.log)), indent=1)
        teller.log.close()
        with closing(sqlite3.connect(Path(work) / "log.sqlite")) as store:
            store.execute("VACUUM INTO ?", [str(folder / "log.sqlite")])
    (folder / "states.json").write_bytes(shown + b"\n")


if __name__ == "__main__":
    make(HERE / sys.argv[1], STORES[sys.argv[1]])
