"""The demonstration that this console keeps playing: its history up to now, its people, its end."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from console.rounds import Rounds
from console.settings import Settings
from console.signin.page import DemoPerson
from console.wiring import House, wall_clock
from domain.company import COMPANY, Company
from domain.log import Log
from domain.log.proof.export import EXPORTED
from domain.operations import Door
from domain.roles import TERMS, Role
from projections.members import members
from seed.demo import THROUGH, Estate, SimulatedClock, play
from seed.demo.estate import DAYS, HOMES

_LOGGER = logging.getLogger(__name__)
SEED = 20260607
EVERY_S = 10.0
SHOWN_ROLES = (
    Role.DUTY_MANAGER,
    Role.COORDINATOR,
    Role.DESK,
    Role.ENGINEERING_HEAD,
    Role.TECHNICIAN,
    Role.FINANCE,
    Role.AREA_OFFICER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


class Demonstration:
    """Plays the estate of one demo store in a thread of its own.

    Args:
        house: The store; an empty one gets a new estate.
        homes: How many homes the estate has.
        days: How many days of history a new one begins with.
    """

    def __init__(self, house: House, homes: int = HOMES, days: int = DAYS) -> None:
        self._house = house
        known = Estate.of(house.company, homes, days)
        self._estate = known or Estate.ending_at(house.clock(), SEED, homes, days)
        self._rounds = Rounds("demonstration", EVERY_S, self._go_on)

    def catch_up(self, on_progress: Callable[[int, int], object] | None = None) -> None:
        """Play what has happened until now; tickets that a person touched are left alone."""
        clock = self._house.clock
        if not isinstance(clock, SimulatedClock):
            return

        def door_with(random: Callable[[int], bytes]) -> Door:
            return self._house.door(THROUGH, random)

        play(self._estate, clock, door_with, wall_clock(), on_progress)

    def start(self) -> None:
        self._rounds.start()

    def stop(self) -> None:
        self._rounds.stop()

    def _go_on(self) -> None:
        try:
            self.catch_up()
        except Exception:
            _LOGGER.exception("demonstration.stands_still")

    def people(self) -> list[DemoPerson]:
        """One person of each role that has pages, to step into."""
        house = self._house
        place = next(iter(house.sites.values()))
        known = members(house.views)
        shown: list[DemoPerson] = []
        for role in SHOWN_ROLES:
            person = next((one for one in known if any(grant.role == role for grant in one.grants)), None)
            if person is not None:
                shown.append(DemoPerson(person.account, person.name, TERMS[role], place.name))
        return shown


def is_over(settings: Settings, now: datetime) -> bool:
    """Whether the demonstration in the data folder has run its time and is to begin anew."""
    with Log.open(settings.event_log, wall_clock) as log:
        if log.store.purpose != "demo":
            return False
        estate = Estate.of(log.get(Company, COMPANY))
    return estate is not None and now >= estate.ends_at


def clear_away(data: Path) -> None:
    """Remove a demonstration's files; only what this console made."""
    for name in ("log.sqlite", "models.sqlite", "access.sqlite"):
        for suffix in ("", "-wal", "-shm"):
            (data / f"{name}{suffix}").unlink(missing_ok=True)
    for kind in EXPORTED:
        for file in (data / "checkpoints").glob(f"*{kind}"):
            file.unlink()
