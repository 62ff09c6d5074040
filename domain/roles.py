"""Who may do what: roles, their grants at a site with dates, and who may record for whom (ACT-01..24)."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import msgspec

from domain.errors import Term


class Role(StrEnum):
    """A post of the catalogue; the value is what events store."""

    ADMINISTRATOR = "administrator"
    OFFICE_MANAGER = "office_manager"
    PROPERTY_HEAD = "property_head"
    SERVICE_HEAD = "service_head"
    OFFICER = "officer"
    DESK = "desk"
    ENGINEERING_HEAD = "engineering_head"
    TECHNICIAN = "technician"
    ASSISTANT = "assistant"
    SECURITY_LEADER = "security_leader"
    GUARD = "guard"
    PATROL_OFFICER = "patrol_officer"
    AREA_OFFICER = "area_officer"
    FINANCE = "finance"
    DUTY_MANAGER = "duty_manager"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"


TERMS: dict[Role, Term] = {
    Role.ADMINISTRATOR: Term("administrator"),
    Role.OFFICE_MANAGER: Term("estate office manager"),
    Role.PROPERTY_HEAD: Term("property department head"),
    Role.SERVICE_HEAD: Term("customer service head"),
    Role.OFFICER: Term("property officer"),
    Role.DESK: Term("front-desk receptionist"),
    Role.ENGINEERING_HEAD: Term("engineering head"),
    Role.TECHNICIAN: Term("repair technician"),
    Role.ASSISTANT: Term("customer-service assistant"),
    Role.SECURITY_LEADER: Term("security duty leader"),
    Role.GUARD: Term("guard"),
    Role.PATROL_OFFICER: Term("patrol officer"),
    Role.AREA_OFFICER: Term("responsible-area officer"),
    Role.FINANCE: Term("finance clerk"),
    Role.DUTY_MANAGER: Term("duty manager"),
    Role.COORDINATOR: Term("campaign coordinator"),
    Role.AUDITOR: Term("auditor"),
}

RECORDS_FOR: dict[Role, frozenset[Role]] = {
    Role.DESK: frozenset({Role.TECHNICIAN, Role.GUARD, Role.SECURITY_LEADER}),
    Role.DUTY_MANAGER: frozenset(
        {
            Role.TECHNICIAN,
            Role.GUARD,
            Role.SECURITY_LEADER,
            Role.ENGINEERING_HEAD,
            Role.DESK,
            Role.OFFICER,
            Role.AREA_OFFICER,
            Role.ASSISTANT,
        }
    ),
    Role.ENGINEERING_HEAD: frozenset({Role.TECHNICIAN}),
}
"""Whose deeds a role may write down; nobody writes for finance (ACT-14, REP-12)."""

EVERYWHERE = ""
"""Site code of a grant that holds at every site."""


class Grant(msgspec.Struct, frozen=True):
    """A role held at one site from a day on, until a day (inclusive) or for good."""

    site: str
    role: Role
    since: date
    until: date | None = None

    def holds(self, site: str, day: date) -> bool:
        """Whether the role is held at ``site`` on the site's local ``day``."""
        return (
            self.site in (site, EVERYWHERE)
            and self.since <= day
            and (self.until is None or day <= self.until)
        )


def held(grants: Iterable[Grant], site: str, day: date) -> frozenset[Role]:
    """The roles that these grants give at ``site`` on ``day``."""
    return frozenset(grant.role for grant in grants if grant.holds(site, day))


def may_record_for(recorder: frozenset[Role], doer: Role) -> bool:
    """Whether someone with these roles may write down what ``doer`` did."""
    return any(doer in RECORDS_FOR.get(role, frozenset[Role]()) for role in recorder)
