"""What a store's tickets, units, rosters, campaigns, rooms and roll-calls come to when replayed, as plain JSON values."""

from collections.abc import Callable
from typing import Any

import msgspec

from domain.campaigns.campaign import Campaign
from domain.facts import Recorded
from domain.log import Log
from domain.places import UnitKind
from domain.rooms.plan import RoomPlan
from domain.roster.attendance import Attendance
from domain.roster.calls import Calls
from domain.roster.occupancy import Occupancy
from domain.roster.roster import Roster
from domain.roster.standby import Standby
from domain.surveys.book import SurveyTemplateBook
from domain.surveys.form import Form
from domain.surveys.survey import Survey
from domain.tickets.adoption import waited
from domain.tickets.ticket import Ticket
from domain.units import Unit

PAGE = 10_000


def states(log: Log) -> dict[str, Any]:
    """The state of every stream of these kinds, in the order in which they began."""
    events = [event for event in log.read(0, PAGE) if isinstance(event, Recorded)]
    streams = dict.fromkeys(event.originator_id for event in events)
    found = {
        stream: told(log.get(cls, stream))
        for stream in streams
        if (kind := stream.partition(":")[0]) in KINDS
        for cls, told in [KINDS[kind]]
    }
    return msgspec.json.decode(msgspec.json.encode(found))


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "version": ticket.version,
        "number": ticket.number,
        "kind": ticket.kind,
        "unit": ticket.unit,
        "matter": ticket.matter,
        "caller": ticket.caller,
        "first_receiver": ticket.first_receiver,
        "pins": ticket.pins,
        "calendar": ticket.calendar,
        "booked_for": ticket.booked_for,
        "slip": ticket.slip,
        "with": ticket.with_whom,
        "team": ticket.team,
        "contacts": ticket.contacts,
        "incident": ticket.incident,
        "is_open": ticket.is_open,
        "stage": ticket.stage,
        "gaps": ticket.gaps,
        "reopenings": ticket.reopenings,
        "rounds": [{"since": one.since, "first": one.first, "waits": one.waits} for one in ticket.rounds],
        "run": ticket.run,
        "lines": sorted(ticket.lines),
        "waited_s": int(waited(ticket).total_seconds()),
    }


def _unit(unit: Unit) -> dict[str, Any]:
    if unit.kind is not UnitKind.HOME:
        return {
            "version": unit.version,
            "code": unit.code,
            "place": unit.place,
            "exam_roles": unit.exam_roles,
            "inspections": [[*key, one] for key, one in unit.inspections.items()],
            **({"equipment": unit.equipment} if unit.equipment else {}),
        }
    return {
        "version": unit.version,
        "code": unit.code,
        "building": unit.file.building,
        "door": unit.file.door,
        "area_dm2": unit.file.area_dm2,
        "handover_state": unit.handover_state,
        "permanently_resident": unit.permanently_resident,
        "warranty_ends": unit.warranty_ends,
        "fit_out_state": unit.fit_out_state,
        "owner": unit.owner,
        "tenants": unit.tenants,
        "defects": unit.defects,
        "files": sorted(unit.files),
    }


def _roster(roster: Roster) -> dict[str, Any]:
    return {
        "version": roster.version,
        "basis": roster.basis,
        "days": roster.days,
        "duties": list(roster.duties),
        "people": [(one.person, one.group, one.also, one.skills, one.is_reserve) for one in roster.here],
        "leaves": [(one.person, one.state) for one in roster.leaves.values()],
        "policy": roster.policy,
        "waivers": roster.waivers,
        "police": roster.police,
        "draft": roster.draft,
        "editions": [(one.number, len(one.assignments)) for one in roster.editions],
        "acknowledged": roster.acknowledged,
    }


def _campaign(campaign: Campaign) -> dict[str, Any]:
    return {
        "version": campaign.version,
        "name": campaign.name,
        "anchor": campaign.anchor,
        "edition": campaign.template.edition,
        "served": campaign.served,
        "state": campaign.state,
        "gates": campaign.gates,
        "work": {
            code: [
                *(one.due, one.moved_from, one.promised, one.assigned, one.ended, one.ended_at),
                *([one.begun_at] if one.begun_at else []),
            ]
            for code, one in campaign.work.items()
        },
        "stock": {
            code: [one.requested, one.bought, one.on_hand, one.short] for code, one in campaign.stock.items()
        },
        "filled": sorted(campaign.filled),
        "staffed": sorted(campaign.staffed),
        "milestones": [[one.code, one.day, one.at] for one in campaign.milestones],
        "decisions": campaign.decisions,
        "admitted": {str(day): word for day, word in campaign.admitted.items()},
        "incidents": campaign.incidents,
        "debrief": campaign.debrief,
        "posts": [one.code for one in campaign.template.every_post],
    }


def _rooms(plan: RoomPlan) -> dict[str, Any]:
    return {
        "version": plan.version,
        "chosen": plan.chosen,
        "roles": {code: room.role for code, room in plan.rooms.items()},
        "seen": {
            code: [[*cell, looks] for cell, looks in room.seen.items()] for code, room in plan.rooms.items()
        },
        "swaps": plan.swaps,
    }


def _survey(survey: Survey) -> dict[str, Any]:
    return {
        "version": survey.version,
        "name": survey.name,
        "round": survey.round,
        "starts": survey.starts,
        "target": survey.target,
        "questions": [one.code for one in survey.questionnaire.themes],
        "frame": survey.frame,
        "seeds": survey.seeds,
        "slots": list(survey.slots.values()),
        "replaced": survey.replaced,
        "closed_at": survey.closed_at,
        "called_off_at": survey.called_off_at,
        "reports": survey.reports,
        "marks": survey.marks,
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "version": form.version,
        "standing": form.standing,
        "is_valid": form.is_valid,
        "issued": form.issued,
        "visits": form.visits,
        "answers": form.answers,
        "keyings": form.keyings,
        "source": form.source,
        "late": form.late,
        "rejected": form.rejected,
        "instead": form.instead,
        "comments": form.comments,
        "problems": form.problems,
    }


KINDS: dict[str, tuple[type[Any], Callable[[Any], Any]]] = {
    "ticket": (Ticket, _ticket),
    "unit": (Unit, _unit),
    "roster": (Roster, _roster),
    "occupancy": (Occupancy, lambda one: one.bound),
    "campaign": (Campaign, _campaign),
    "rooms": (RoomPlan, _rooms),
    "duty": (Attendance, lambda one: one.people),
    "standby": (Standby, lambda one: [one.places, one.sent]),
    "calls": (Calls, lambda one: one.calls),
    "survey_template": (SurveyTemplateBook, lambda one: [kind.edition for kind in one.editions]),
    "survey": (Survey, _survey),
    "form": (Form, _form),
}
"""Class of each kind of stream, and what is told of it."""
