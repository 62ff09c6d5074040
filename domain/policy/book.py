"""The published versions of a profile, and what keeps a profile from being published."""

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from typing import Final, assert_never

from domain.aggregate import Aggregate, on
from domain.errors import Reason, Refused, Unknown, reason
from domain.facts import Fact, Happened, stored_as
from domain.policy.limits import (
    CONDITIONS,
    STEP_TERMS,
    AtBooking,
    Basis,
    BeforeBooking,
    CalendarDays,
    DayOfMonth,
    Elapsed,
    Limit,
    Months,
    TimeOfDay,
    WorkingDays,
)
from domain.policy.profiles import Profile

LONGEST_DAYS: Final = 1000
LAST_DAY_NUMBER: Final = 31


@stored_as("policy.published")
class PolicyPublished(Fact, frozen=True):
    """A version of a profile is published, with its whole content, so that a store explains itself."""

    profile: Profile


class PolicyRefused(Refused):
    """A profile that cannot be published as it is."""


class PolicyBook(Aggregate):
    """All versions of one profile, in the stream ``policy:<NAME>``."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.name = stream.partition(":")[2]
        self.versions: list[Profile] = []

    def at_version(self, version: int) -> Profile:
        """The profile at a version that a ticket keeps.

        Raises:
            Unknown: No such version was published.
        """
        if not 1 <= version <= len(self.versions):
            raise Unknown(reason("Profile {name} has no version {version}.", name=self.name, version=version))
        return self.versions[version - 1]

    def publish(self, profile: Profile, *, at: datetime) -> None:
        """Publish the next version of this profile.

        Raises:
            PolicyRefused: One reason for each thing wrong with it.
        """
        obstacles = _obstacles(profile) + self._misfits(profile)
        if obstacles:
            raise PolicyRefused(*obstacles)
        self.record(PolicyPublished(profile=profile), at)

    def _misfits(self, profile: Profile) -> list[Reason]:
        expected = len(self.versions) + 1
        found: list[Reason] = []
        if profile.name != self.name:
            found.append(reason("This is profile {name}, not {other}.", name=profile.name, other=self.name))
        if profile.version != expected:
            found.append(reason("The next version of {name} is {version}.", name=self.name, version=expected))
        if self.versions and profile.since < self.versions[-1].since:
            found.append(
                reason("The version before begins on {day}.", day=self.versions[-1].since),
            )
        return found

    @on(PolicyPublished)
    def _on_policy_published(self, fact: PolicyPublished, _: Happened) -> None:
        self.versions.append(fact.profile)


def _obstacles(profile: Profile) -> list[Reason]:
    """Everything that would make a clock of this profile wrong or silent."""
    doubled = [
        reason("{rule} and {other} both answer for {code}.", rule=one.rule, other=two.rule, code=one.code)
        for one, two in combinations(profile.limits, 2)
        if _both_answer(one, two)
    ]
    return [found for limit in profile.limits for found in _limit_obstacles(limit)] + doubled


def _limit_obstacles(limit: Limit) -> Iterator[Reason]:
    steps = {*limit.start, *limit.stop} - STEP_TERMS.keys()
    conditions = {one.removeprefix("!") for one in limit.when} - CONDITIONS
    for word in sorted(steps | conditions):
        yield reason("{rule}: nothing is called {word}.", rule=limit.rule, word=word)
    if not (limit.kinds and limit.start and limit.stop):
        yield reason("{rule}: kinds, start and stop must be given.", rule=limit.rule)
    if not _in_range(limit.basis):
        yield reason("{rule}: its figure is out of range.", rule=limit.rule)
    if limit.pauses and not isinstance(limit.basis, Elapsed):
        yield reason("{rule}: only a limit in minutes can be paused.", rule=limit.rule)


def _both_answer(one: Limit, two: Limit) -> bool:
    """Whether both limits could run under one code on one ticket."""
    excluded = any(f"!{word}" in two.when for word in one.when) or any(
        f"!{word}" in one.when for word in two.when
    )
    return one.code == two.code and bool({*one.kinds} & {*two.kinds}) and not excluded


def _in_range(basis: Basis) -> bool:
    match basis:
        case Elapsed():
            return basis.seconds > 0
        case WorkingDays() | CalendarDays():
            return 0 <= basis.days <= LONGEST_DAYS
        case Months():
            return 0 < basis.months <= LONGEST_DAYS
        case DayOfMonth():
            return 1 <= basis.day <= LAST_DAY_NUMBER
        case BeforeBooking():
            return basis.minutes >= 0
        case TimeOfDay() | AtBooking():
            return True
        case _:
            assert_never(basis)
