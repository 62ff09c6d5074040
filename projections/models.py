"""Everything that this edition projects and answers, in one place for the composition root."""

from projections import (
    campaign,
    campaigns,
    exam_day,
    find,
    hints,
    households,
    queue,
    room,
    rooms,
    rosters,
    slips,
    story,
    templates,
    ticket,
    tickets,
)
from projections.attendance import ATTENDANCE, CALLS, STANDBY
from projections.campaigns import CAMPAIGNS
from projections.homes import HOMES
from projections.members import MEMBERS
from projections.model import Model
from projections.queue import QUEUE
from projections.rooms import ROOM_PLANS, ROOM_TICKS
from projections.rosters import ROSTERS
from projections.slips import SLIPS
from projections.story import ABOUT_UNITS
from projections.templates import TEMPLATES
from projections.tickets import TICKETS

MODELS: tuple[Model, ...] = (
    QUEUE,
    TICKETS,
    SLIPS,
    ABOUT_UNITS,
    HOMES,
    MEMBERS,
    ROSTERS,
    CAMPAIGNS,
    ROOM_PLANS,
    ROOM_TICKS,
    ATTENDANCE,
    STANDBY,
    CALLS,
    TEMPLATES,
)
"""Every read model; importing this module also offers every question."""

__all__ = [
    "MODELS",
    "campaign",
    "campaigns",
    "exam_day",
    "find",
    "hints",
    "households",
    "queue",
    "room",
    "rooms",
    "rosters",
    "slips",
    "story",
    "templates",
    "ticket",
    "tickets",
]
