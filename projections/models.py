"""Everything that this edition projects and answers, in one place for the composition root."""

from projections import members
from projections.campaigns import overview, templates
from projections.exam import day, whole
from projections.rooms import plan, room
from projections.rosters import attendance, roster
from projections.spine.model import Model
from projections.tickets import find, hints, ledger, queue, slips, story, ticket
from projections.units import defects, homes, households

MODELS: tuple[Model, ...] = (
    queue.QUEUE,
    ledger.TICKETS,
    slips.SLIPS,
    story.ABOUT_UNITS,
    homes.HOMES,
    defects.DEFECTS,
    members.MEMBERS,
    roster.ROSTERS,
    overview.CAMPAIGNS,
    plan.ROOM_PLANS,
    plan.ROOM_TICKS,
    attendance.ATTENDANCE,
    attendance.STANDBY,
    attendance.CALLS,
    templates.TEMPLATES,
)
"""Every read model; importing this module also offers every question."""

__all__ = ["MODELS", "day", "find", "hints", "households", "room", "ticket", "whole"]
