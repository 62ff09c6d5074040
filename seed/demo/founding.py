"""How the demo company begins: its name, site, policies, calendar, tariff and people."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import msgspec

from domain.roles import Role
from domain.tickets.timing import FAMILIES
from seed import catalogue
from seed.demo import crew, words
from seed.demo.chance import Chance
from seed.demo.days import ZONE, local
from seed.demo.life import Life, Planned

SITE: Final = "s1"
COMPANY_NAME: Final = "安和物业服务有限公司（演示）"
SITE_NAME: Final = "一号物业服务中心"
PROFILE: Final = "COMMUNITY"
COMPANY_WIDE: Final = frozenset({"company.found", "site.open", "policy.publish", "calendar.publish"})
"""Commands that name no site."""


def founding(chance: Chance, seed: int, founded: datetime, epoch: datetime) -> Iterator[Planned]:
    """The commands of the first minutes, in their order, and those who join later, up to the epoch."""
    life, at, later = Life("founding", chance), founded, Life("joining", chance)
    company, people = list(_company(chance, seed, epoch)), list(_people(chance, epoch))
    first = [joined for since, joined in people if since <= _day(founded)]
    for do, arguments in (*company, *(("member.join", joined) for joined in first), *_rules(founded)):
        life.note(do, at, crew.CHIEF, **arguments)
        at += timedelta(seconds=20)
    yield from life.planned
    for since, joined in sorted(people, key=lambda one: one[0]):
        if since > _day(founded):
            later.note("member.join", local(since, 9), crew.CHIEF, **joined)
    yield from later.planned


def _company(chance: Chance, seed: int, epoch: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    administrator = {"account": crew.CHIEF, "name": _name(chance), "phone": "139 0000 0000"}
    yield (
        "company.found",
        {"name": COMPANY_NAME, "administrator": administrator, "demo": True, "seed": seed, "epoch": epoch},
    )
    yield "site.open", {"code": SITE, "name": SITE_NAME}
    for profile in catalogue.profiles():
        yield "policy.publish", {"profile": msgspec.to_builtins(profile)}
    for year in catalogue.calendar_years():
        yield "calendar.publish", {"region": "CN", "year": msgspec.to_builtins(year)}


def _people(chance: Chance, epoch: datetime) -> Iterator[tuple[date, dict[str, Any]]]:
    """Everybody, with the day on which the post begins."""
    taken: set[str] = set()
    for number, post in enumerate(crew.POSTS, start=1):
        name = _name(chance)
        while name in taken:
            name = _name(chance)
        taken.add(name)
        until = None if post.until_day is None else _day(epoch) + timedelta(days=post.until_day)
        grant = {"role": post.role, "site": SITE, "since": min(post.since, _day(epoch)), "until": until}
        if post.role in (Role.AUDITOR, Role.COORDINATOR):
            grant["site"] = ""
        joined = {"account": post.account, "name": name, "phone": f"139 0000 {number:04}", "roles": [grant]}
        yield min(post.since, _day(epoch)), joined


def _rules(founded: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    since = _day(founded).replace(month=1, day=1)
    for family in FAMILIES:
        yield "site.choose_policy", {"family": family, "profile": PROFILE, "version": 1, "since": since}
    items = [msgspec.to_builtins(item) for item in words.tariff_items()]
    yield "tariff.publish", {"items": items, "since": since}
    for template in catalogue.templates():
        yield "campaign.publish_template", {"template": msgspec.to_builtins(template)}
    for kind in catalogue.survey_templates():
        yield "survey.publish_template", {"template": msgspec.to_builtins(kind)}


def _day(epoch: datetime) -> date:
    return epoch.astimezone(ZONE).date()


def _name(chance: Chance) -> str:
    known = words.names()
    return chance.pick(known.surnames) + chance.pick(known.given)
