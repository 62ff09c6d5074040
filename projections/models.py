"""Everything that this edition projects and answers, in one place for the composition root."""

from projections import members
from projections.audit import (
    case,
    changes,
    compensations,
    desk_before,
    deviations,
    erasures,
    exam_changes,
    lanes,
    late,
    recordings,
    rights,
    sample,
    search,
    subjects,
)
from projections.campaigns import overview, templates
from projections.exam import day, whole
from projections.rooms import plan, room
from projections.rosters import attendance, roster
from projections.spine.model import Model
from projections.surveys import (
    agenda,
    forms,
    kinds,
    listing,
    one_form,
    problems,
    record,
    rounds,
    satisfaction,
    survey,
)
from projections.tickets import (
    equipment_records,
    equipment_register,
    find,
    hints,
    ledger,
    mending,
    outcomes,
    queue,
    slips,
    story,
    ticket,
)
from projections.units import defects, equipment, homes, households

MODELS: tuple[Model, ...] = (
    queue.QUEUE,
    ledger.TICKETS,
    outcomes.OUTCOMES,
    slips.SLIPS,
    story.ABOUT_UNITS,
    homes.HOMES,
    defects.DEFECTS,
    equipment.EQUIPMENT,
    mending.MENDINGS,
    deviations.DEVIATIONS,
    members.MEMBERS,
    roster.ROSTERS,
    overview.CAMPAIGNS,
    plan.ROOM_PLANS,
    plan.ROOM_TICKS,
    attendance.ATTENDANCE,
    attendance.STANDBY,
    attendance.CALLS,
    templates.TEMPLATES,
    kinds.SURVEY_TEMPLATES,
    rounds.SURVEYS,
    forms.FORMS,
    problems.PROBLEMS,
)
"""Every read model; importing this module also offers every question."""

__all__ = [
    "MODELS",
    "agenda",
    "case",
    "changes",
    "compensations",
    "day",
    "desk_before",
    "equipment_records",
    "equipment_register",
    "erasures",
    "exam_changes",
    "find",
    "hints",
    "households",
    "lanes",
    "late",
    "listing",
    "one_form",
    "record",
    "recordings",
    "rights",
    "room",
    "sample",
    "satisfaction",
    "search",
    "subjects",
    "survey",
    "ticket",
    "whole",
]
