"""The company, its sites and its people: what stands in the log before the first ticket."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from domain.aggregate import Aggregate, on
from domain.errors import Refused, Term, reason
from domain.facts import Fact, Happened, PersonRef, stored_as
from domain.roles import Grant, Role

COMPANY = "company"


class Choice(msgspec.Struct, frozen=True):
    """The policy profile that one rule family of a site follows from a day on."""

    family: str
    profile: str
    version: int
    since: date


@stored_as("company.founded")
class CompanyFounded(Fact, frozen=True):
    """First event of every store; ``demo`` stores run on a simulated history and never hold real data."""

    name: str
    demo: bool = False
    seed: int | None = None
    epoch: datetime | None = None


@stored_as("site.opened")
class SiteOpened(Fact, frozen=True):
    name: str
    zone: str
    calendar: str


@stored_as("site.policy_chosen")
class PolicyChosen(Fact, frozen=True):
    choice: Choice


@stored_as("member.joined")
class MemberJoined(Fact, frozen=True):
    person: PersonRef


@stored_as("member.corrected")
class MemberCorrected(Fact, frozen=True):
    person: PersonRef


@stored_as("member.role_granted")
class RoleGranted(Fact, frozen=True):
    grant: Grant


@stored_as("member.role_ended")
class RoleEnded(Fact, frozen=True):
    site: str
    role: Role
    until: date


class Company(Aggregate):
    """Who keeps this store, and whether it is a demonstration."""

    def __init__(self, stream: str = COMPANY) -> None:
        super().__init__(stream)
        self.name = ""
        self.demo = False
        self.seed: int | None = None
        self.epoch: datetime | None = None

    def found(self, name: str, at: datetime, *, demo: bool, seed: int | None, epoch: datetime | None) -> None:
        """Begin the store's history.

        Raises:
            Refused: The store already belongs to a company.
        """
        if self.exists:
            raise Refused(
                reason(
                    "This store already belongs to {company}; a store holds one company, and either the "
                    "demonstration or real data, never both.",
                    who=Term("you"),
                    verb=Term("choose another data folder for a new company"),
                    company=self.name,
                )
            )
        self.record(CompanyFounded(name=name, demo=demo, seed=seed, epoch=epoch), at)

    @on(CompanyFounded)
    def _on_founded(self, fact: CompanyFounded, event: Happened) -> None:
        self.name, self.demo, self.seed, self.epoch = fact.name, fact.demo, fact.seed, fact.epoch


class Site(Aggregate):
    """One estate: its zone, its calendar region and the policy profiles it has chosen, with dates."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.name = ""
        self.zone = ZoneInfo("Asia/Shanghai")
        self.calendar = "CN"
        self.choices: tuple[Choice, ...] = ()

    def open(self, name: str, zone: str, calendar: str, at: datetime) -> None:
        if self.exists:
            raise Refused(reason("The site {site} is already open.", site=self.name))
        self.record(SiteOpened(name=name, zone=zone, calendar=calendar), at)

    def choose(self, choice: Choice, at: datetime) -> None:
        """Follow a profile in one rule family from a day on; earlier tickets keep theirs (WE-04)."""
        self.record(PolicyChosen(choice=choice), at)

    @on(SiteOpened)
    def _on_opened(self, fact: SiteOpened, event: Happened) -> None:
        self.name, self.zone, self.calendar = fact.name, ZoneInfo(fact.zone), fact.calendar

    @on(PolicyChosen)
    def _on_policy_chosen(self, fact: PolicyChosen, event: Happened) -> None:
        self.choices = (*self.choices, fact.choice)


class Member(Aggregate):
    """Somebody who works here: an account, a register entry and the roles granted, with dates."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.person: PersonRef | None = None
        self.grants: tuple[Grant, ...] = ()

    def join(self, person: PersonRef, at: datetime) -> None:
        self.record(MemberJoined(person=person), at)

    def correct(self, person: PersonRef, at: datetime) -> None:
        self.record(MemberCorrected(person=person), at)

    def grant(self, grant: Grant, at: datetime) -> None:
        """Grant a role; the same grant twice writes nothing."""
        if grant not in self.grants:
            self.record(RoleGranted(grant=grant), at)

    def end_role(self, site: str, role: Role, until: date, at: datetime) -> None:
        """End a role with its last day.

        Raises:
            Refused: The role is not held there.
        """
        if not any(one.site == site and one.role == role and one.until is None for one in self.grants):
            raise Refused(reason("This person does not hold that role there."))
        self.record(RoleEnded(site=site, role=role, until=until), at)

    @on(MemberJoined, MemberCorrected)
    def _on_person(self, fact: MemberJoined | MemberCorrected, event: Happened) -> None:
        self.person = fact.person

    @on(RoleGranted)
    def _on_granted(self, fact: RoleGranted, event: Happened) -> None:
        self.grants = (*self.grants, fact.grant)

    @on(RoleEnded)
    def _on_ended(self, fact: RoleEnded, event: Happened) -> None:
        self.grants = tuple(
            msgspec.structs.replace(one, until=fact.until)
            if one.site == fact.site and one.role == fact.role and one.until is None
            else one
            for one in self.grants
        )


def site_stream(site: str) -> str:
    return f"site:{site}"


def member_stream(account: str) -> str:
    return f"member:{account}"


def before(day: date) -> date:
    """The last day of a role that is revoked from ``day`` on."""
    return day - timedelta(days=1)
