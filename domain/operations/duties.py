"""The day itself: roll-call by tick or by the post's code, delays, the reserve, and calls (EXM-07, EXM-31)."""

from typing import Annotated

from msgspec import Meta

from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import TextRef, whole_seconds
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.rosters import DutyKey, Person, roster_at
from domain.operations.words import Aware, CampaignCode, Label, Part, Text
from domain.roles import Role
from domain.roster import duty_facts as facts
from domain.roster.attendance import EARLY, Attendance, Standing, duty_stream
from domain.roster.calls import Calls, calls_stream
from domain.roster.posts import Code
from domain.roster.problem import Duty
from domain.roster.roster import Roster
from domain.roster.sending import on_duty, unfit
from domain.roster.standby import Standby, standby_stream

LEADERS = (Role.SECURITY_LEADER, Role.DUTY_MANAGER, Role.COORDINATOR, Role.ENGINEERING_HEAD)
CALLERS = tuple(role for role in Role if role not in (Role.AUDITOR, Role.FINANCE))


@command("duty.arrive", *LEADERS)
def arrive(desk: Desk, *, campaign: CampaignCode, duty: DutyKey, person: Person) -> None:
    """Tick somebody off as being at the post, or back at it; ticked twice, the first time is told."""
    roster, place, attendance = _post(desk, campaign, duty)
    since = attendance.arrive(place, person, on_duty(roster, duty), desk.at, by_code=False)
    desk.results |= {"duty": duty, "arrived_at": since}


@command("duty.check_in", *Role)
def check_in(desk: Desk, *, campaign: CampaignCode, post: Code) -> None:
    """Be at the post whose code one has read; a code read twice tells the first time.

    Whoever takes this from a browser has seen that the code is the post's own.
    """
    roster = _published(desk, campaign)
    mine = [one for one in _turns_now(desk, roster) if _belongs(desk, roster, one, desk.doer)]
    here = next((one for one in mine if one.post == post), None)
    if here is None:
        raise Refused(_elsewhere(desk, roster, post, mine))
    attendance = _attendance(desk, roster, here.key)
    since = attendance.arrive(here, desk.doer, on_duty(roster, here.key), desk.at, by_code=True)
    desk.results |= {"duty": here.key, "arrived_at": since}


def _elsewhere(desk: Desk, roster: Roster, post: str, mine: list[Duty]) -> Reason:
    """Why somebody cannot check in here, with the own post where there is one."""
    roster.post(post)
    if mine:
        return reason(
            "This is the code of {post}; your post is {other} from {begins}.",
            who=Term("you"),
            verb=Term("read the code that hangs at your own post"),
            post=post,
            other=mine[0].post,
            begins=mine[0].span.begins,
        )
    return reason(
        "{person} has no post at this time in the roster that holds.",
        who=Term("security duty leader"),
        verb=Term("send the person as reserve, or change the roster"),
        person=desk.doer,
    )


@command("duty.correct", *LEADERS)
def correct(
    desk: Desk,
    *,
    campaign: CampaignCode,
    duty: DutyKey,
    person: Person,
    why: Text,
    arrived_at: Aware | None = None,
) -> None:
    """Say when somebody really came, or, without a time, that they have not come; the reason is kept."""
    _, place, attendance = _post(desk, campaign, duty)
    came = whole_seconds(arrived_at) if arrived_at else None
    attendance.correct(place, person, came, desk.text(why), desk.at)


@command("duty.tell_delay")
def tell_delay(
    desk: Desk,
    *,
    campaign: CampaignCode,
    duty: DutyKey,
    expected_at: Aware,
    person: Part = "",
    why: Text | None = None,
) -> None:
    """Say that one comes late and when; a leader records it for whoever has phoned."""
    named = _named(desk, person)
    roster, place, attendance = _post(desk, campaign, duty)
    fact = facts.DelayTold(person=named, expected_at=whole_seconds(expected_at), why=_maybe(desk, why))
    attendance.tell_delay(place, named, on_duty(roster, duty), fact, desk.at)


@command("duty.note_absence", *LEADERS)
def note_absence(
    desk: Desk, *, campaign: CampaignCode, duty: DutyKey, person: Person, why: Text | None = None
) -> None:
    """Note that somebody does not come."""
    roster, _, attendance = _post(desk, campaign, duty)
    attendance.note_absence(person, on_duty(roster, duty), _maybe(desk, why), desk.at)


@command("duty.leave_post")
def leave_post(
    desk: Desk,
    *,
    campaign: CampaignCode,
    duty: DutyKey,
    why: Text,
    person: Part = "",
    back_at: Aware | None = None,
) -> None:
    """Say that one is away from the post for a while, why and until when."""
    named = _named(desk, person)
    _, _, attendance = _post(desk, campaign, duty)
    attendance.leave(named, desk.text(why), whole_seconds(back_at) if back_at else None, desk.at)


@command("duty.relieve", *LEADERS)
def relieve(desk: Desk, *, campaign: CampaignCode, duty: DutyKey, person: Person) -> None:
    """Note that somebody is done at a post, or is called back; of the reserve, they are free again."""
    _, _, attendance = _post(desk, campaign, duty)
    attendance.relieve(person, desk.at)
    _standby(desk, campaign).free(person, duty, desk.at)


@command("duty.send_reserve", *LEADERS)
def send_reserve(
    desk: Desk, *, campaign: CampaignCode, duty: DutyKey, person: Person, instead_of: Part = ""
) -> None:
    """Send somebody who has no post to one that lacks a head; every rule of the roster that forbids it is named."""
    roster, place, attendance = _post(desk, campaign, duty)
    standby = _standby(desk, campaign)
    if desk.at > place.span.ends:
        raise Refused(
            reason("The turn at {post} ended at {ends}.", post=place.post, ends=place.span.ends),
        )
    against = unfit(roster, place, roster.person(person).person, _relieved_from(desk, roster, person))
    if against:
        raise Refused(*against)
    standby.send(person, duty, desk.at)
    sent = facts.ReserveSent(person=person, comes_from=standby.places.get(person, ""), instead_of=instead_of)
    attendance.send(sent, on_duty(roster, duty), desk.at)


@command("duty.station_reserve", *LEADERS)
def station_reserve(desk: Desk, *, campaign: CampaignCode, person: Person, place: Label) -> None:
    """Note where one of the reserve waits."""
    file = _published(desk, campaign).person(person)
    if not file.is_reserve:
        raise Refused(reason("{person} is not of the reserve.", person=person))
    _standby(desk, campaign).station(person, place.strip(), desk.at)


@command("duty.call", *CALLERS)
def call(desk: Desk, *, campaign: CampaignCode, what: Text, place: Label = "") -> None:
    """Note a call to the desk of the day; it waits until it is answered."""
    roster_at(desk, campaign)
    desk.results["call"] = _calls(desk, campaign).raise_call(desk.text(what), place.strip(), desk.at)


@command("duty.answer_call", *LEADERS)
def answer_call(
    desk: Desk, *, campaign: CampaignCode, call: Annotated[int, Meta(ge=1, le=1_000_000)]
) -> None:
    """Note that a call was answered."""
    _calls(desk, campaign).answer(call, desk.at)


def _post(desk: Desk, campaign: str, duty: str) -> tuple[Roster, Duty, Attendance]:
    """The published roster, the duty, and its roll-call."""
    roster = _published(desk, campaign)
    found = roster.duties.get(duty)
    if found is None:
        raise Unknown(reason("The plan has no duty “{duty}”.", duty=duty[:60]))
    return roster, found, _attendance(desk, roster, duty)


def _published(desk: Desk, campaign: str) -> Roster:
    roster = roster_at(desk, campaign)
    if roster.edition is None:
        raise Refused(
            reason(
                "This roster has not been published yet.",
                who=Term("campaign coordinator"),
                verb=Term("publish the roster first"),
            )
        )
    return roster


def _attendance(desk: Desk, roster: Roster, duty: str) -> Attendance:
    return desk.load(Attendance, duty_stream(desk.open_site, roster.code, duty))


def _turns_now(desk: Desk, roster: Roster) -> list[Duty]:
    """The duties that somebody can be at now, those that have begun first."""
    return sorted(
        (one for one in roster.duties.values() if one.span.begins - EARLY <= desk.at <= one.span.ends),
        key=lambda one: (one.span.begins > desk.at, one.span.begins),
    )


def _belongs(desk: Desk, roster: Roster, duty: Duty, person: str) -> bool:
    """Whether the roster, or a leader who sent them, puts somebody on a duty."""
    if person in on_duty(roster, duty.key):
        return True
    return _standby(desk, roster.code).sent.get(person) == duty.key


def _relieved_from(desk: Desk, roster: Roster, person: str) -> frozenset[str]:
    """The person's duties of this time from which they have been relieved."""
    mine = (one for one in _turns_now(desk, roster) if person in on_duty(roster, one.key))
    return frozenset(
        one.key
        for one in mine
        if (known := _attendance(desk, roster, one.key).people.get(person))
        and known.standing is Standing.RELIEVED
    )


def _standby(desk: Desk, campaign: str) -> Standby:
    return desk.load(Standby, standby_stream(desk.open_site, campaign))


def _calls(desk: Desk, campaign: str) -> Calls:
    return desk.load(Calls, calls_stream(desk.open_site, campaign))


def _named(desk: Desk, person: str) -> str:
    """Whom it is about: oneself unless a leader names another."""
    named = person or desk.doer
    desk.allow(tuple(Role) if named == desk.doer else LEADERS)
    return named


def _maybe(desk: Desk, words: str | None) -> TextRef | None:
    return desk.text(words) if words else None
