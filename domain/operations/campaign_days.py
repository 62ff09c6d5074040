"""Making a campaign ready, deciding on it, and what happens on its days (EXM-30, CMP-01, CMP-02)."""

from datetime import date, time
from typing import Annotated

from msgspec import Meta

from domain.campaigns import facts
from domain.campaigns.template import Asked, Milestone
from domain.errors import Reason, Refused, Term, Unknown, reason, refuse
from domain.operations.campaigns import PLAN, RECORD, PartCode, campaign
from domain.operations.commands import command
from domain.operations.deciding import late_s, open_at_decision
from domain.operations.desk import Desk
from domain.operations.words import Aware, CampaignCode, Label, PersonInput, Text, TicketNumber
from domain.roles import Role

ADMIT = (Role.SECURITY_LEADER, Role.COORDINATOR, Role.OFFICE_MANAGER)
Quantity = Annotated[int, Meta(ge=1, le=1_000_000)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Behind = Annotated[list[TicketNumber | Quantity], Meta(max_length=200)]
"""Numbers of tickets as text, of incidents as numbers from 1."""

_of = campaign
"""The campaign of a code, under a name that no argument hides."""


@command("campaign.fill_fact", *PLAN)
def fill_fact(
    desk: Desk,
    *,
    campaign: CampaignCode,
    fact: PartCode,
    value: Annotated[str, Meta(max_length=400)] = "",
    person: PersonInput | None = None,
) -> None:
    """Fill in or correct a fact that the campaign needs before it starts."""
    found = _of(desk, campaign)
    asked = next((one for one in found.template.facts if one.code == fact), None)
    if asked is None:
        raise Unknown(reason("“{name}” is not asked for here.", name=fact))
    if asked.kind == "person":
        if person is None:
            raise Refused(_empty(asked))
        filled = facts.FactFilled(fact=fact, person=desk.person(person.name, person.phone))
    elif not value.strip():
        raise Refused(_empty(asked))
    elif asked.kind in ("text", "place"):
        filled = facts.FactFilled(fact=fact, said=desk.text(value))
    else:
        filled = facts.FactFilled(fact=fact, value=_read(asked, value.strip()))
    found.fill_fact(filled, desk.at)


def _empty(asked: Asked) -> Reason:
    return reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name=asked.name)


def _read(asked: Asked, value: str) -> str:
    """The value in one form: a date, a time, a whole number, or yes.

    Raises:
        Refused: It is none.
    """
    forms = {
        "day": (date.fromisoformat, Term("a date")),
        "time": (time.fromisoformat, Term("a time of day")),
        "number": (int, Term("a whole number")),
        "yes": ({"yes": "yes"}.__getitem__, Term("yes")),
    }
    read, wanted = forms[asked.kind]
    try:
        return str(read(value))
    except (ValueError, KeyError) as error:
        raise Refused(
            reason(
                "“{name}” is not {wanted}.",
                who=Term("you"),
                verb=Term("correct it"),
                name=asked.name,
                wanted=wanted,
            )
        ) from error


@command("campaign.staff_line", *PLAN)
def staff_line(
    desk: Desk,
    *,
    campaign: CampaignCode,
    line: PartCode,
    person: PersonInput,
    follower: PersonInput | None = None,
) -> None:
    """Name who does a staffing line and who follows it up (CMP-01)."""
    follows = desk.person(follower.name, follower.phone) if follower else None
    _of(desk, campaign).staff_line(line, desk.person(person.name, person.phone), follows, desk.at)


@command("campaign.reach_state", *PLAN)
def reach_state(desk: Desk, *, campaign: CampaignCode, state: PartCode) -> None:
    """Go on to the next state of the campaign, once what it needs is there (CMP-01)."""
    _of(desk, campaign).reach_gate(state, desk.at)


@command("campaign.start", *PLAN)
def start(desk: Desk, *, campaign: CampaignCode) -> None:
    """Run the campaign; refused with every required fact that is missing."""
    _of(desk, campaign).start(desk.at)


@command("campaign.request_material", *RECORD)
def request_material(desk: Desk, *, campaign: CampaignCode, material: PartCode, quantity: Quantity) -> None:
    """Note that so much was asked for."""
    _of(desk, campaign).request_material(material, quantity, desk.at)


@command("campaign.buy_material", *RECORD)
def buy_material(desk: Desk, *, campaign: CampaignCode, material: PartCode, quantity: Quantity) -> None:
    """Note that so much was bought."""
    _of(desk, campaign).buy_material(material, quantity, desk.at)


@command("campaign.count_material", *RECORD)
def count_material(desk: Desk, *, campaign: CampaignCode, material: PartCode, quantity: Count) -> None:
    """Note how much is there."""
    _of(desk, campaign).count_material(material, quantity, desk.at)


@command("campaign.miss_material", *RECORD)
def miss_material(
    desk: Desk, *, campaign: CampaignCode, material: PartCode, quantity: Quantity, why: Text | None = None
) -> None:
    """Note how much of what was counted is gone or of no use."""
    _of(desk, campaign).miss_material(material, quantity, desk.text(why) if why else None, desk.at)


@command("campaign.set_milestones", *PLAN)
def set_milestones(
    desk: Desk, *, campaign: CampaignCode, milestones: Annotated[list[Milestone], Meta(max_length=200)]
) -> None:
    """Put the campaign's whole list of milestones anew: another province, another year, a late change."""
    _of(desk, campaign).set_milestones(milestones, desk.at)


@command("campaign.decide", Role.OFFICE_MANAGER)
def decide(desk: Desk, *, campaign: CampaignCode, go: bool, evidence: Text) -> None:
    """Record go or no-go with the evidence seen; what is open then is recorded with it, rooms and posts included."""
    found = _of(desk, campaign)
    points = open_at_decision(desk, found)
    found.decide(desk.text(evidence), points, desk.at, go=go, late_s=late_s(desk))


@command("campaign.open_admission", *ADMIT)
def open_admission(
    desk: Desk,
    *,
    campaign: CampaignCode,
    word_by: PersonInput | None = None,
    word_at: Aware | None = None,
) -> None:
    """Let candidates in, on the word of the school's liaison and not before its time (EXM-30)."""
    by = desk.person(word_by.name, word_by.phone) if word_by else None
    _of(desk, campaign).open_admission(by, word_at, desk.at)


@command("campaign.note_incident", *RECORD, Role.GUARD, Role.PATROL_OFFICER, Role.ASSISTANT)
def note_incident(
    desk: Desk,
    *,
    campaign: CampaignCode,
    what: Text,
    place: Label = "",
    ticket: Annotated[str, Meta(max_length=60)] = "",
) -> None:
    """Note an incident, with the ticket that was opened for it where there is one."""
    if ticket:
        desk.ticket(ticket)
    _of(desk, campaign).note_incident(desk.text(what), place, ticket, desk.at)


@command("campaign.hold_debrief", *PLAN)
def hold_debrief(
    desk: Desk,
    *,
    campaign: CampaignCode,
    counted: Annotated[dict[PartCode, Count], Meta(max_length=50)],
    behind: Annotated[dict[PartCode, Behind], Meta(max_length=50)] | None = None,
    links: Annotated[list[Label], Meta(max_length=200)] | None = None,
    said: Text | None = None,
) -> None:
    """Record what was counted against each target, with the tickets and incidents behind it, each by its number."""
    named = behind or {}
    refuse(
        [
            reason("“{name}” is not asked for here.", name=code)
            for code in sorted(named.keys() - counted.keys())
        ]
    )
    for number in (one for numbers in named.values() for one in numbers if isinstance(one, str)):
        desk.ticket(number)
    counts = [
        facts.Counted(target, count, tuple(dict.fromkeys(named.get(target, ()))))
        for target, count in counted.items()
    ]
    _of(desk, campaign).hold_debrief(counts, links or [], desk.text(said) if said else None, desk.at)


@command("campaign.close", *PLAN)
def close(desk: Desk, *, campaign: CampaignCode) -> None:
    """Close the campaign after the debrief, with no task left open."""
    _of(desk, campaign).close(desk.at)


@command("campaign.call_off", Role.OFFICE_MANAGER, Role.COORDINATOR)
def call_off(desk: Desk, *, campaign: CampaignCode, why: Text) -> None:
    """Give the campaign up, with the reason."""
    _of(desk, campaign).call_off(desk.text(why), desk.at)
