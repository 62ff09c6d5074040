"""Who works at a site today and in which roles, for the lists that forms offer."""

from collections.abc import Iterable
from datetime import date

import msgspec

from domain.errors import Term
from domain.roles import RECORDS_FOR, Role, held
from projections.asking.views import Views
from projections.members import members

ERASED = Term("erased")
WORKS_ON_TICKETS = frozenset(Role) - {Role.AUDITOR, Role.FINANCE, Role.ADMINISTRATOR, Role.COORDINATOR}


class Colleague(msgspec.Struct, frozen=True):
    account: str
    name: str
    roles: frozenset[Role]


def colleagues(views: Views, site: str, day: date) -> list[Colleague]:
    """Everybody who holds a role at the site on that day, by account."""
    found = [Colleague(one.account, one.name, held(one.grants, site, day)) for one in members(views)]
    return [one for one in found if one.roles]


def holding(people: Iterable[Colleague], roles: Iterable[Role]) -> list[Colleague]:
    """Those who hold one of these roles."""
    wanted = frozenset(roles)
    return [one for one in people if one.roles & wanted]


def doers(
    people: Iterable[Colleague], me: str, mine: frozenset[Role], roles: Iterable[Role]
) -> list[Colleague]:
    """Who may have done a step as far as I may record it: myself first, then those I may write it down for."""
    able = holding(people, roles)
    recordable = frozenset(
        role for one in mine for role in RECORDS_FOR.get(one, frozenset[Role]())
    ) & frozenset(roles)
    myself = [one for one in able if one.account == me]
    return myself + [one for one in able if one.account != me and one.roles & recordable]
