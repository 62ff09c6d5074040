"""Founding a company of one's own: whole, once, and finished after an interruption."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from console.onboarding import FAMILIES, found_company
from console.settings import Settings
from console.wiring import House, make_store
from domain.calendar import CalendarBook
from domain.company import Member, member_stream
from domain.errors import Refused
from domain.facts import Recorded
from domain.operations import Door, Outcome
from domain.policy import PolicyBook
from domain.roles import EVERYWHERE, Role, held
from seed.catalogue import calendar_years, profiles, survey_templates, templates

EVENING = datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)
NEXT_DAY = datetime(2026, 11, 22, 16, 0, 0, tzinfo=UTC)
COMMANDS = (
    2 + len(profiles()) + len(calendar_years()) + len(templates()) + len(survey_templates()) + len(FAMILIES)
)
PASSWORD = "quiet river seven stones"


class BreakingDoor(Door):
    """A door that is torn off after so many commands, as a lost connection or a killed process would."""

    left = 0

    def submit(self, given: Mapping[str, Any], *, check: bool = False) -> Outcome:
        if self.left == 0:
            raise ConnectionAbortedError
        self.left -= 1
        return super().submit(given, check=check)


class BreakingHouse(House):
    breaks_after = 0

    def door(self, through: str = "console") -> Door:
        door = BreakingDoor(self.log, self.clock, through=through)
        door.left = self.breaks_after
        return door


def empty(folder: Path, now: datetime = EVENING, kind: type[House] = House) -> House:
    settings = Settings(folder, None, "127.0.0.1", 0)
    make_store(settings, "real", lambda: now)
    return kind(settings, lambda: now)


def found(house: House, company: str = "Green Garden", password: str = PASSWORD) -> None:
    found_company(house, company, "s1", "East Garden", "root", "Zhao Ming", password)


def facts(house: House) -> list[tuple[str, str]]:
    return [
        (event.originator_id, type(event.fact).__name__)
        for event in house.log.read(0, 1000)
        if isinstance(event, Recorded)
    ]


def test_a_founded_company_has_everything_its_first_unit_and_ticket_need(tmp_path: Path) -> None:
    house = empty(tmp_path)
    found(house)
    assert (house.company.name, house.company.demo) == ("Green Garden", False)
    assert [(code, site.name) for code, site in house.sites.items()] == [("s1", "East Garden")]
    chosen = [(one.family, one.profile, one.version, one.since) for one in house.site("s1").choices]
    assert chosen == [(family, "COMMUNITY", 1, date(2026, 11, 22)) for family in FAMILIES]
    for profile in profiles():
        assert house.log.get(PolicyBook, f"policy:{profile.name}").versions == [profile]
    years = house.log.get(CalendarBook, "calendar:CN").latest.years
    assert sorted(years) == [one.year for one in calendar_years()]
    root = house.log.get(Member, member_stream("root"))
    assert held(root.grants, EVERYWHERE, date(2026, 11, 22)) == {Role.ADMINISTRATOR}
    assert house.access.check("root", PASSWORD)
    house.close()


@pytest.mark.parametrize("after", [0, 1, 2, 4, COMMANDS - 2, COMMANDS - 1])
def test_an_interrupted_founding_is_finished_by_running_it_again(tmp_path: Path, after: int) -> None:
    whole = empty(tmp_path / "whole")
    found(whole)
    broken = empty(tmp_path / "broken", kind=BreakingHouse)
    assert isinstance(broken, BreakingHouse)
    broken.breaks_after = after
    with pytest.raises(ConnectionAbortedError):
        found(broken)
    assert len(facts(broken)) < len(facts(whole))
    broken.close()
    resumed = empty(tmp_path / "broken")
    found(resumed)
    assert facts(resumed) == facts(whole)
    assert resumed.access.check("root", PASSWORD)
    for house in (whole, resumed):
        house.close()


def test_a_founding_interrupted_before_midnight_is_finished_after_it(tmp_path: Path) -> None:
    """CAL-11: the choices of the second day begin on the second day, the first one stays."""
    broken = empty(tmp_path, kind=BreakingHouse)
    assert isinstance(broken, BreakingHouse)
    broken.breaks_after = COMMANDS - 3
    with pytest.raises(ConnectionAbortedError):
        found(broken)
    broken.close()
    resumed = empty(tmp_path, NEXT_DAY)
    found(resumed)
    since = [one.since.day for one in resumed.site("s1").choices]
    assert since == [22, 23, 23, 23]
    resumed.close()


def test_founding_again_writes_nothing(tmp_path: Path) -> None:
    house = empty(tmp_path)
    found(house)
    before = facts(house)
    found(house)
    assert facts(house) == before
    house.close()


@pytest.mark.parametrize(("company", "account"), [("Red Garden", "root"), ("Green Garden", "other")])
def test_a_store_is_never_given_to_a_second_company(tmp_path: Path, company: str, account: str) -> None:
    house = empty(tmp_path)
    found(house)
    before = facts(house)
    with pytest.raises(Refused):
        found_company(house, company, "s1", "East Garden", account, "Zhao Ming", PASSWORD)
    assert facts(house) == before
    house.close()


def test_a_password_that_anybody_guesses_founds_nothing(tmp_path: Path) -> None:
    house = empty(tmp_path)
    with pytest.raises(Refused, match="at least"):
        found(house, password="short")
    assert facts(house) == []
    house.close()
