"""The template that an earlier campaign comes to, as it was really done (design: from what was served)."""

from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from domain.calendar import local_date
from domain.campaigns.campaign import Campaign
from domain.campaigns.due import Offset
from domain.campaigns.state import Stock
from domain.campaigns.template import Material, Task, Template, Timetable
from domain.campaigns.work import Work
from domain.named import Named

SERVED = "served"


def served_template(campaign: Campaign) -> Template:
    """Tasks on the days on which they were really done or begun, materials as counted, milestones as they were held.

    Dropped tasks stay out; conditional ones that did not apply are asked again; open ones keep their due day.
    Posts are those of the plan: as they were manned, :func:`domain.roster.as_served.as_manned` puts them.
    """
    plan, anchor, zone = campaign.template, campaign.anchor, campaign.zone
    tasks = tuple(_task(one, anchor, zone) for one in campaign.work.values() if one.ended != "dropped")
    held = Timetable(
        code=SERVED,
        name=Named(zh=f"{campaign.name}实际时刻", en=f"As held in {campaign.name}"),
        milestones=campaign.milestones,
    )
    return msgspec.structs.replace(
        plan,
        tasks=tasks,
        materials=tuple(_material(one) for one in campaign.stock.values()),
        timetables=(held, *(one for one in plan.timetables if one.code != SERVED)),
    )


def _task(work: Work, anchor: date, zone: ZoneInfo) -> Task:
    met_at = work.began_at or work.ended_at
    if work.ended in ("", "done") and met_at is not None:
        real = local_date(met_at, zone)
        return msgspec.structs.replace(work.task, due=Offset(days=(real - anchor).days))
    if work.due is not None and work.moved_from is not None:
        return msgspec.structs.replace(work.task, due=Offset(days=(work.due - anchor).days))
    return work.task


def _material(stock: Stock) -> Material:
    if stock.counted is None or stock.material.least is None:
        return stock.material
    most = stock.material.most
    raised = max(most, stock.counted) if most is not None else None
    return msgspec.structs.replace(stock.material, least=stock.counted, most=raised)
