"""Founding the company, opening sites, and who works there."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta, Struct

from domain.calendar import CalendarBook, Year
from domain.company import (
    COMPANY,
    Choice,
    Company,
    Member,
    Site,
    member_stream,
    site_stream,
)
from domain.errors import NotAllowed, Refused, Term, reason
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.words import Account, Aware, Cents, Label, Name, Part, Phone, SiteCode
from domain.policy import Family, PolicyBook, Profile
from domain.roles import EVERYWHERE, Grant, Role
from domain.tariff import Item, Tariff, tariff_stream

Region = Annotated[str, Meta(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9-]+(?!\n)$")]
Zone = Annotated[str, Meta(max_length=60)]


class ItemInput(Struct, frozen=True):
    """One priced service as a tariff file names it; see :class:`domain.tariff.Item`."""

    code: Annotated[Part, Meta(min_length=1)]
    name: Annotated[Label, Meta(min_length=1)]
    unit: Part
    price_cents: Cents
    name_en: Label = ""
    keywords: Annotated[tuple[Part, ...], Meta(max_length=50)] = ()


class GrantInput(Struct, frozen=True):
    """A role to be granted: at one site, or everywhere with an empty code; from a day on, until one or for good."""

    role: Role
    site: Part = EVERYWHERE
    since: date | None = None
    until: date | None = None


class FirstPerson(Struct, frozen=True):
    """The administrator that a company begins with."""

    account: Account
    name: Name
    phone: Phone = ""


@command("company.found")
def found(
    desk: Desk,
    *,
    name: Name,
    administrator: FirstPerson,
    demo: bool = False,
    seed: int | None = None,
    epoch: Aware | None = None,
) -> None:
    """Begin a store: the company and its first administrator; only once, and only what the store was made for."""
    if demo and desk.log.store.purpose == "real":
        raise Refused(reason("This folder holds a real company, and no demo is played into it."))
    if not demo and desk.log.store.purpose == "demo":
        raise Refused(reason("This folder holds a demo, and a demo never becomes a company."))
    desk.load(Company, COMPANY).found(name, desk.at, demo=demo, seed=seed, epoch=epoch)
    member = desk.load(Member, member_stream(administrator.account))
    member.join(desk.person(administrator.name, administrator.phone), desk.at)
    member.grant(Grant(EVERYWHERE, Role.ADMINISTRATOR, desk.today), desk.at)
    desk.role = Role.ADMINISTRATOR


@command("site.open", Role.ADMINISTRATOR)
def open_site(
    desk: Desk, *, code: SiteCode, name: Name, zone: Zone = "Asia/Shanghai", calendar: Region = "CN"
) -> None:
    """Open an estate."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(reason("There is no time zone “{zone}”.", zone=zone[:40])) from error
    desk.load(Site, site_stream(code)).open(name, zone, calendar, desk.at)


@command("policy.publish", Role.ADMINISTRATOR)
def publish_policy(desk: Desk, *, profile: Profile) -> None:
    """Put a version of a policy profile on record, with its whole content."""
    desk.load(PolicyBook, f"policy:{profile.name}").publish(profile, at=desk.at)


@command("site.choose_policy", Role.ADMINISTRATOR, Role.OFFICE_MANAGER)
def choose_policy(desk: Desk, *, family: Family, profile: Part, version: int, since: date) -> None:
    """Follow a profile in one rule family from a day on; tickets already taken keep theirs."""
    desk.load(PolicyBook, f"policy:{profile}").at_version(version)
    desk.site.choose(Choice(family, profile, version, since), desk.at)


@command("calendar.publish", Role.ADMINISTRATOR)
def publish_calendar(desk: Desk, *, region: Region, year: Year) -> None:
    """Enter or correct the lists of one calendar year (CAL-03)."""
    desk.load(CalendarBook, f"calendar:{region}").publish(year, at=desk.at)


@command("member.join", Role.ADMINISTRATOR)
def join(
    desk: Desk, *, account: Account, name: Name, phone: Phone = "", roles: list[GrantInput] | None = None
) -> None:
    """Enter somebody who works here, or correct the entry, and grant roles."""
    member = desk.load(Member, member_stream(account))
    if not member.exists:
        member.join(desk.person(name, phone), desk.at)
    elif not desk.is_as_entered(member.person, name, phone):
        member.correct(desk.person(name, phone, known=member.person), desk.at)
    for wanted in roles or []:
        _grant(desk, member, wanted)


@command("member.correct", Role.ADMINISTRATOR)
def correct(desk: Desk, *, account: Account, name: Name, phone: Phone = "") -> None:
    """Correct somebody's name or phone; the register keeps the earlier version."""
    member = desk.member(account)
    member.correct(desk.person(name, phone, known=member.person), desk.at)


@command("member.grant", Role.ADMINISTRATOR)
def grant(desk: Desk, *, account: Account, grant: GrantInput) -> None:
    """Grant a role, with dates."""
    _grant(desk, desk.member(account), grant)


@command("member.end_role", Role.ADMINISTRATOR)
def end_role(desk: Desk, *, account: Account, held_at: Part, role: Role, until: date) -> None:
    """End a role; ``until`` is its last day."""
    if account == desk.doer and role is Role.ADMINISTRATOR:
        raise NotAllowed(
            reason(
                "Nobody ends their own right to administer.",
                who=Term("another administrator"),
                verb=Term("end it"),
            )
        )
    if not desk.reaches(held_at):
        raise NotAllowed(
            reason(
                "Only an administrator of all sites ends roles beyond this one.",
                who=Term("administrator"),
                verb=Term("end it"),
            )
        )
    desk.member(account).end_role(held_at, role, until, desk.at)


def _grant(desk: Desk, member: Member, wanted: GrantInput) -> None:
    if not desk.reaches(wanted.site):
        raise NotAllowed(
            reason(
                "Only an administrator of all sites grants roles beyond this one.",
                who=Term("administrator"),
                verb=Term("grant it"),
            )
        )
    if wanted.site != EVERYWHERE and not desk.load(Site, site_stream(wanted.site)).exists:
        raise Refused(reason("There is no site “{site}”.", site=wanted.site[:60]))
    since = wanted.since or desk.today
    if wanted.until is not None and wanted.until < since:
        raise Refused(
            reason(
                "The role would end on {until}, before it begins on {since}.", until=wanted.until, since=since
            )
        )
    if not any(
        held.site == wanted.site
        and held.role == wanted.role
        and held.until == wanted.until
        and held.since <= since
        for held in member.grants
    ):
        member.grant(Grant(wanted.site, wanted.role, since, wanted.until), desk.at)


@command("tariff.publish", Role.ADMINISTRATOR, Role.OFFICE_MANAGER)
def publish_tariff(
    desk: Desk, *, items: Annotated[list[ItemInput], Meta(min_length=1, max_length=5000)], since: date
) -> None:
    """Publish the site's next paid-service tariff (TCK-03); the whole list or nothing."""
    codes = [item.code for item in items]
    double = sorted({code for code in codes if codes.count(code) > 1})
    if double:
        raise Refused(*(reason("The item {code} stands in the list twice.", code=code) for code in double))
    tariff = desk.load(Tariff, tariff_stream(desk.site_code))
    priced = [Item(**msgspec.structs.asdict(item)) for item in items]
    desk.results["version"] = tariff.publish(priced, since, desk.at)
