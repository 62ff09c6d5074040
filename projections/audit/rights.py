"""Rights as they were used: who acted in which role, who wrote down for whom, which roles came and went."""

from datetime import datetime

import msgspec

from domain.log import Question
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.scanning import Extent, count_back, period, read_back
from projections.audit.search import Sought, page
from projections.members import names

GRANTS = ("member.joined", "member.role_granted", "member.role_ended", "member.corrected")
SHOWN = 100


class Used(msgspec.Struct, frozen=True):
    """What one person did in one role.

    Attributes:
        role: Code of the role; empty for what needs none.
        recorded: How many events they wrote down themselves.
        by_others: How many others wrote down for them.
        facts: The stored names of the facts, the most frequent first, at most five.
    """

    account: str
    name: str
    role: str
    recorded: int
    by_others: int
    facts: list[str]


class WroteFor(msgspec.Struct, frozen=True):
    """How often one person wrote down what another one did."""

    recorder: str
    recorder_name: str
    doer: str
    doer_name: str
    role: str
    events: int


class Rights(msgspec.Struct, frozen=True):
    """Rights used in a period, and the grants that came and went in it.

    Attributes:
        grants: Of the whole company, for a role may hold everywhere.
    """

    used: list[Used]
    wrote_for: list[WroteFor]
    grants: Sought
    extent: Extent


@question("audit_rights")
def rights(
    views: Views,
    *,
    site: str,
    who: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int = 0,
    as_of: AsOf = None,
) -> Rights:
    """Who used which role how often in a period, who wrote down for whom, and which roles were granted and ended."""
    first, last = period(views, since, until, as_of)
    counted, extent = count_back(views.log, Question(site=site, who=who or None), first, last, before=before)
    used: dict[tuple[str, str], list[int]] = {}
    facts: dict[tuple[str, str], dict[str, int]] = {}
    wrote: dict[tuple[str, str, str], int] = {}
    for row, (count, _) in counted.items():
        key = row.doer, row.role
        used.setdefault(key, [0, 0])[row.by != row.doer] += count
        kinds = facts.setdefault(key, {})
        kinds[row.fact] = kinds.get(row.fact, 0) + count
        if row.by != row.doer:
            pair = row.by, row.doer, row.role
            wrote[pair] = wrote.get(pair, 0) + count
    called = names(views, {one for by, doer, _ in wrote for one in (by, doer)} | {doer for doer, _ in used})
    return Rights(
        used=[
            Used(doer, called.get(doer, ""), role, own, others, _most(facts[doer, role]))
            for (doer, role), (own, others) in sorted(used.items(), key=lambda one: (-sum(one[1]), one[0]))
        ],
        wrote_for=[
            WroteFor(by, called.get(by, ""), doer, called.get(doer, ""), role, count)
            for (by, doer, role), count in sorted(wrote.items(), key=lambda one: (-one[1], one[0]))
        ],
        grants=page(views, read_back(views.log, Question(names=GRANTS), first, last, want=SHOWN)),
        extent=extent,
    )


def _most(facts: dict[str, int]) -> list[str]:
    return sorted(facts, key=lambda one: (-facts[one], one))[:5]
