"""Publishing templates, planning campaigns and recording what becomes of their tasks (CMP-01, 02, 07, 08)."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from domain.campaigns.book import TemplateBook, template_stream
from domain.campaigns.campaign import Campaign, campaign_stream
from domain.campaigns.due import Offset, Undated
from domain.campaigns.places import Rooms
from domain.campaigns.preparation import with_rooms
from domain.campaigns.served import served_template
from domain.campaigns.soundness import rooms_obstacles
from domain.campaigns.template import Task, Template
from domain.errors import Refused, Term, Unknown, reason, refuse
from domain.named import Named
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.words import Account, CampaignCode, Name, Text
from domain.roles import Role
from domain.roster.as_served import as_manned
from domain.roster.attendance import Attendance, duty_stream
from domain.roster.roster import Roster, roster_stream

PLAN = (Role.COORDINATOR, Role.OFFICE_MANAGER)
RECORD = (
    Role.COORDINATOR,
    Role.OFFICE_MANAGER,
    Role.SERVICE_HEAD,
    Role.ENGINEERING_HEAD,
    Role.SECURITY_LEADER,
    Role.DUTY_MANAGER,
    Role.TECHNICIAN,
    Role.DESK,
    Role.OFFICER,
)
"""Who records what was done; plans are changed by :data:`PLAN` alone."""

PartCode = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]
OptionalCode = Annotated[str, Meta(max_length=40, pattern=r"^[A-Za-z0-9_-]*(?!\n)$")]


def campaign(desk: Desk, code: str) -> Campaign:
    """A campaign of the command's site.

    Raises:
        Unknown: There is none under that code.
    """
    found = desk.load(Campaign, campaign_stream(desk.site_code, code))
    if not found.exists:
        raise Unknown(reason("There is no campaign {campaign} at this site.", campaign=code))
    return found


_of = campaign
"""The same under a name that no argument hides."""


@command("campaign.publish_template", Role.COORDINATOR, Role.OFFICE_MANAGER, Role.ADMINISTRATOR)
def publish_template(desk: Desk, *, template: Template) -> None:
    """Put the next edition of a template on record; campaigns that are planned keep theirs."""
    desk.load(TemplateBook, template_stream(template.code)).publish(template, desk.at)


@command("campaign.plan", *PLAN)
def plan(
    desk: Desk,
    *,
    campaign: CampaignCode,
    name: Name,
    anchor: date,
    template: OptionalCode = "",
    edition: Annotated[int, Meta(ge=0)] = 0,
    served: Annotated[str, Meta(max_length=40)] = "",
    timetable: OptionalCode = "",
    rooms: Rooms | None = None,
    days: Annotated[int, Meta(ge=1, le=366)] | None = None,
) -> None:
    """Plan a campaign towards its anchor day, from a template or from what an earlier campaign served."""
    begun = desk.load(Campaign, campaign_stream(desk.open_site, campaign))
    taken = with_rooms(_model(desk, template, edition, served), rooms)
    if rooms:
        refuse(rooms_obstacles(rooms))
    if days:
        taken = msgspec.structs.replace(taken, days=days)
    begun.plan(name, taken, anchor, desk.zone.key, timetable, served, desk.at)


def _model(desk: Desk, template: str, edition: int, served: str) -> Template:
    """What the new campaign is made from.

    Raises:
        Refused: Neither or both are named.
    """
    if bool(template) is bool(served):
        raise Refused(
            reason(
                "A campaign is planned either from a template or from an earlier campaign.",
                who=Term("you"),
                verb=Term("choose one of the two"),
            )
        )
    if served:
        return _served(desk, _of(desk, served))
    return desk.load(TemplateBook, template_stream(template)).at_edition(edition)


def _served(desk: Desk, earlier: Campaign) -> Template:
    """What an earlier campaign really came to, its posts as its roster and roll-calls tell them."""
    at = desk.site_code, earlier.code
    roster, template = desk.load(Roster, roster_stream(*at)), served_template(earlier)
    if not roster.exists:
        return template
    return as_manned(
        template, earlier.anchor, roster, lambda duty: desk.load(Attendance, duty_stream(*at, duty))
    )


@command("campaign.assign_task", *PLAN)
def assign_task(desk: Desk, *, campaign: CampaignCode, task: PartCode, to: Account) -> None:
    """Give a task to somebody who works here."""
    desk.member(to)
    _of(desk, campaign).assign_task(task, to, desk.at)


@command("campaign.begin_task", *RECORD)
def begin_task(desk: Desk, *, campaign: CampaignCode, task: PartCode) -> None:
    """Record that work on a task began, where that is what its day asks for (EXM-T01, EXM-T02)."""
    _of(desk, campaign).begin_task(task, desk.at)


@command("campaign.finish_task", *RECORD)
def finish_task(
    desk: Desk,
    *,
    campaign: CampaignCode,
    task: PartCode,
    evidence: Text | None = None,
    room: Annotated[str, Meta(max_length=40)] = "",
) -> None:
    """Record that a task is done, with what shows it; ``room`` where a swap had opened it again (EXM-35)."""
    _of(desk, campaign).finish_task(task, desk.text(evidence) if evidence else None, desk.at, room)


@command("campaign.slip_task", *RECORD)
def slip_task(desk: Desk, *, campaign: CampaignCode, task: PartCode, promised: date, why: Text) -> None:
    """Say that a task will be late, until when, and why; its due day stays."""
    _of(desk, campaign).slip_task(task, promised, desk.text(why), desk.at)


@command("campaign.drop_task", *PLAN)
def drop_task(desk: Desk, *, campaign: CampaignCode, task: PartCode, why: Text) -> None:
    """Leave a task out, with the reason; a conditional one then does not apply."""
    _of(desk, campaign).drop_task(task, desk.text(why), desk.at)


@command("campaign.move_task", *PLAN)
def move_task(desk: Desk, *, campaign: CampaignCode, task: PartCode, due: date, why: Text) -> None:
    """Change the day on which a task is due, with the reason."""
    _of(desk, campaign).move_task(task, due, desk.text(why), desk.at)


@command("campaign.add_task", *PLAN)
def add_task(
    desk: Desk,
    *,
    campaign: CampaignCode,
    name: Name,
    owner: PartCode,
    due: date | None = None,
    per_room: bool = False,
) -> None:
    """Add a task to this campaign alone; the outcome names its code."""
    found = _of(desk, campaign)
    code = f"A{sum(one.added for one in found.work.values()) + 1:02}"
    when = Offset(days=(due - found.anchor).days) if due else Undated()
    named = Named(zh=name.strip(), en=name.strip())
    found.add_task(Task(code=code, name=named, owner=owner, due=when, per_room=per_room), desk.at)
    desk.results["task"] = code


@command("campaign.reopen_task", *PLAN)
def reopen_task(desk: Desk, *, campaign: CampaignCode, task: PartCode, why: Text) -> None:
    """Open a task again, with the reason; its due day stays."""
    _of(desk, campaign).reopen_task(task, desk.text(why), desk.at)
