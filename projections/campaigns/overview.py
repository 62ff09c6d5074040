"""All campaigns of a site: how many days are left, what is late, what is due in seven days, and who holds it up."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from domain.calendar import local_date
from domain.campaigns.campaign import Campaign
from domain.named import Named
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference

NEAR_DAYS: Final = 7
ENDED: Final = frozenset({"closed", "called_off"})


class DueTask(msgspec.Struct, frozen=True):
    """One open task.

    Attributes:
        owner: The group that owes it.
        assigned: Whom it was given to; an account in the row, a name in the answer.
        days: Days left; less than 0 where it is late.
    """

    code: str
    name: Named
    owner: Named
    assigned: str
    due: date
    days: int = 0
    promised: date | None = None


class Blocker(msgspec.Struct, frozen=True):
    """Who holds up how many late tasks: the person where one was named, else the group."""

    person: str
    group: Named
    tasks: int


class CampaignRow(msgspec.Struct, frozen=True):
    """One campaign; instants are not among it, only days of the site.

    Attributes:
        state: ``draft``, ``running``, ``closed`` or ``called_off``.
        gate: The last state of the template that was reached.
        days_to_go: Days to the anchor; less than 0 from the day after.
        done: Tasks done, of ``tasks`` that apply.
        in_progress: Tasks that have begun by their day, or later, and are to be accepted: neither late nor near.
        late: Late tasks, the latest first.
        near: Tasks due today or within seven days, the next first.
        blocked_by: Who holds up the late ones, most first.
        missing_facts: Required facts that nobody has filled in.
        short: Materials of which there are too few.
    """

    code: str
    name: str
    template: str
    kind: Named
    state: str
    gate: Named | None
    anchor: date
    last_day: date
    days_to_go: int
    tasks: int
    done: int
    in_progress: int
    late: list[DueTask]
    near: list[DueTask]
    blocked_by: list[Blocker]
    missing_facts: int
    short: int


class Held(msgspec.Struct, frozen=True):
    """What the row keeps in one piece."""

    name: str
    template: str
    kind: Named
    state: str
    gate: Named | None
    anchor: date
    last_day: date
    zone: str
    tasks: int
    done: int
    in_progress: int
    open: tuple[DueTask, ...]
    missing_facts: int
    short: int


def campaign_row(campaign: Campaign, reference: Reference) -> Row | None:
    """The row of a planned campaign."""
    if not campaign.exists:
        return None
    groups = {one.code: one.name for one in campaign.template.groups}
    work = campaign.work.values()
    gates = {one.code: one.name for one in campaign.template.gates}
    held = Held(
        name=campaign.name,
        template=campaign.template.code,
        kind=campaign.template.name,
        state=campaign.state,
        gate=gates[campaign.gates[-1]] if campaign.gates else None,
        anchor=campaign.anchor,
        last_day=campaign.last_day,
        zone=campaign.zone.key,
        tasks=sum(one.ended not in ("dropped", "not_applicable") for one in work),
        done=sum(one.ended == "done" and not one.is_open for one in work),
        in_progress=sum(one.is_under_way for one in work),
        open=tuple(
            DueTask(
                code=one.task.code,
                name=one.task.name,
                owner=groups[one.task.owner],
                assigned=one.assigned,
                due=one.due,
                promised=one.promised,
            )
            for one in work
            if one.is_open and not one.is_under_way and one.due is not None
        ),
        missing_facts=len(campaign.missing_facts),
        short=sum(bool(one.short) for one in campaign.stock.values()),
    )
    return {
        "site": campaign.site,
        "code": campaign.code,
        "is_open": int(campaign.state not in ENDED),
        "anchor": campaign.anchor.isoformat(),
        "held": msgspec.json.encode(held),
    }


CAMPAIGNS = StateModel(
    name="campaigns",
    version=2,
    prefix="campaign",
    aggregate=Campaign,
    fields=(
        Field("site"),
        Field("code"),
        Field("is_open", "number"),
        Field("anchor"),
        Field("held", "json"),
    ),
    row=campaign_row,
)

_decode = msgspec.json.Decoder(Held).decode


@question("campaigns")
def campaigns(views: Views, *, site: str, show_ended: bool = True, as_of: AsOf = None) -> list[CampaignRow]:
    """Campaigns of a site, the open ones first, by anchor day: late, due in seven days, and blocked by whom."""
    where = "site = :site" if show_ended else "site = :site AND is_open = 1"
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(CAMPAIGNS, where, site=site)
    held = [(row["code"], _decode(row["held"])) for row in rows]
    people = names(views, {task.assigned for _, one in held for task in one.open})
    read_at = views.instant(as_of)
    told = [_row(code, one, read_at, people) for code, one in held]
    return sorted(told, key=_order)


def _order(row: CampaignRow) -> tuple[bool, int, str]:
    """Open ones by anchor day, then ended ones, the latest first."""
    ended = row.state in ENDED
    day = row.anchor.toordinal()
    return ended, -day if ended else day, row.code


def _row(code: str, held: Held, read_at: datetime, people: Mapping[str, str]) -> CampaignRow:
    today = local_date(read_at, ZoneInfo(held.zone))
    tasks = [_named(one, today, people) for one in held.open if held.state not in ENDED]
    late = sorted((one for one in tasks if one.days < 0), key=lambda one: one.days)
    blockers = Counter((one.assigned, one.owner) for one in late)
    return CampaignRow(
        code=code,
        name=held.name,
        template=held.template,
        kind=held.kind,
        state=held.state,
        gate=held.gate,
        anchor=held.anchor,
        last_day=held.last_day,
        days_to_go=(held.anchor - today).days,
        tasks=held.tasks,
        done=held.done,
        in_progress=held.in_progress,
        late=late,
        near=sorted((one for one in tasks if 0 <= one.days <= NEAR_DAYS), key=lambda one: one.days),
        blocked_by=[Blocker(person, group, count) for (person, group), count in blockers.most_common()],
        missing_facts=held.missing_facts,
        short=held.short,
    )


def _named(task: DueTask, today: date, people: Mapping[str, str]) -> DueTask:
    whom = people[task.assigned] if task.assigned else ""
    return msgspec.structs.replace(task, assigned=whom, days=(task.due - today).days)
