"""The plan of a roster, its draft, and its published editions (EXM-20, EXM-31, EXM-33)."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct

from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import YEARS
from domain.operations.campaigns import campaign as campaign_at
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.envelope import out_of_reach
from domain.operations.words import CampaignCode, Part, Text
from domain.roles import Role
from domain.roster import facts
from domain.roster.from_campaign import plan_of
from domain.roster.occupancy import Occupancy, occupancy_stream
from domain.roster.posts import Ability, Code, Days, Group, Post, Turn
from domain.roster.problem import Assignment, Policy, Rule, Waiver
from domain.roster.roster import Roster, roster_stream

PLANS = (Role.COORDINATOR, Role.OFFICE_MANAGER)
LEADS = (*PLANS, Role.SECURITY_LEADER, Role.ENGINEERING_HEAD, Role.SERVICE_HEAD, Role.PROPERTY_HEAD)
Person = Annotated[str, Meta(min_length=1, max_length=60)]
"""The account, or the register id of somebody without one."""
DutyKey = Annotated[str, Meta(min_length=1, max_length=100)]
Minutes = Annotated[int, Meta(ge=0, le=100_000)]


class PolicyInput(Struct, frozen=True):
    """See :class:`domain.roster.problem.Policy`."""

    rest_min: Minutes = 600
    day_min: Minutes = 720
    total_min: Minutes | None = None
    keeps_day_and_night_apart: bool = True
    with_reserve: bool = False
    standing_reserve: Annotated[int, Meta(ge=0, le=1000)] = 0


class Place(Struct, frozen=True):
    """One person on one duty."""

    duty: DutyKey
    person: Person


@command("roster.open", *PLANS)
def open_roster(
    desk: Desk,
    *,
    campaign: CampaignCode,
    days: Days = (),
    groups: Annotated[tuple[Group, ...], Meta(max_length=50)] = (),
    turns: Annotated[tuple[Turn, ...], Meta(max_length=20)] = (),
    posts: Annotated[tuple[Post, ...], Meta(max_length=300)] = (),
    skills: Annotated[tuple[Ability, ...], Meta(max_length=50)] = (),
    leave_stops: Days = (),
    policy: PolicyInput | None = None,
) -> None:
    """Begin a campaign's roster, from its template unless days, groups, turns and posts are named.

    Leave is suspended on ``leave_stops`` (EXM-32).
    """
    if any(day.year not in YEARS for day in (*days, *leave_stops)):
        raise Refused(out_of_reach("days"))
    rules = _policy(policy) if policy else None
    if not (days or groups or turns or posts):
        plan = plan_of(campaign_at(desk, campaign), rules)
    else:
        plan = facts.RosterOpened(
            zone=desk.site.zone.key,
            days=tuple(sorted(days)),
            groups=groups,
            turns=turns,
            posts=posts,
            skills=skills,
            leave_stops=tuple(sorted(leave_stops)),
            policy=rules or Policy(),
        )
    desk.load(Roster, roster_stream(desk.open_site, campaign)).open(plan, desk.at)


@command("roster.set_post", *PLANS)
def set_post(desk: Desk, *, campaign: CampaignCode, post: Post) -> None:
    """Add a post, or man it otherwise from now on."""
    roster_at(desk, campaign).set_post(post, desk.at)


@command("roster.drop_post", *PLANS)
def drop_post(desk: Desk, *, campaign: CampaignCode, post: Code) -> None:
    """Man a post no longer."""
    roster_at(desk, campaign).drop_post(post, desk.at)


@command("roster.note_police", *LEADS)
def note_police(
    desk: Desk, *, campaign: CampaignCode, post: Code, heads: Annotated[int, Meta(ge=0, le=200)]
) -> None:
    """Note how many police stand at a post; they are not counted as ours (EXM-P5)."""
    roster_at(desk, campaign).note_police(post, heads, desk.at)


@command("roster.set_policy", *PLANS)
def set_policy(desk: Desk, *, campaign: CampaignCode, policy: PolicyInput) -> None:
    """Set rest, hours and the reserve's part for this roster (EXM-20)."""
    roster_at(desk, campaign).set_policy(_policy(policy), desk.at)


@command("roster.waive", Role.OFFICE_MANAGER)
def waive(
    desk: Desk,
    *,
    campaign: CampaignCode,
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1, max_length=3)],
    why: Text,
    people: Annotated[tuple[Person, ...], Meta(max_length=1000)] = (),
) -> None:
    """Lift rules for some people, or for all where none is named; the approver's name stays on record (EXM-20)."""
    roster, words = roster_at(desk, campaign), desk.text(why)
    for rule in dict.fromkeys(rules):
        for person in dict.fromkeys(people or ("",)):
            roster.waive(Waiver(rule, desk.doer, person), words, desk.at)


@command("roster.withdraw_waiver", Role.OFFICE_MANAGER)
def withdraw_waiver(desk: Desk, *, campaign: CampaignCode, rule: Rule, person: Part = "") -> None:
    """Let a rule hold again."""
    roster_at(desk, campaign).withdraw_waiver(rule, person, desk.at)


@command("roster.take", *PLANS)
def take(
    desk: Desk,
    *,
    campaign: CampaignCode,
    assignments: Annotated[tuple[Place, ...], Meta(max_length=20_000)],
    made_for: Annotated[int, Meta(ge=0)],
) -> None:
    """Take a whole proposal as the draft; ``made_for`` is the basis that the roster had when it was made."""
    roster = roster_at(desk, campaign)
    if made_for != roster.basis:
        raise Refused(
            reason(
                "The roster has changed since this was proposed.", who=Term("you"), verb=Term("propose again")
            )
        )
    wanted = [Assignment(one.duty, one.person) for one in assignments]
    roster.take(wanted, _clashes(desk, roster, wanted), desk.at)
    desk.results["missing"] = sum(roster.missing(roster.draft).values())


@command("roster.assign", *PLANS)
def assign(desk: Desk, *, campaign: CampaignCode, duty: DutyKey, person: Person) -> None:
    """Put somebody on a duty by hand; proposals keep it."""
    roster = roster_at(desk, campaign)
    roster.assign(duty, person, _clashes(desk, roster, [Assignment(duty, person)]), desk.at)


@command("roster.unassign", *PLANS)
def unassign(desk: Desk, *, campaign: CampaignCode, duty: DutyKey, person: Person) -> None:
    """Take somebody off a duty."""
    roster_at(desk, campaign).unassign(duty, person, desk.at)


@command("roster.swap", *PLANS)
def swap(
    desk: Desk,
    *,
    campaign: CampaignCode,
    duty: DutyKey,
    person: Person,
    other: Person,
    other_duty: Annotated[str, Meta(max_length=100)] = "",
) -> None:
    """Let another take somebody's place, or let two exchange theirs where ``other_duty`` is named."""
    roster = roster_at(desk, campaign)
    moved = [Assignment(duty, other), *([Assignment(other_duty, person)] if other_duty else [])]
    fact = facts.PlacesSwapped(duty=duty, person=person, other=other, other_duty=other_duty)
    roster.swap(fact, _clashes(desk, roster, moved), desk.at)


@command("roster.publish", *PLANS)
def publish(desk: Desk, *, campaign: CampaignCode) -> None:
    """Make the draft the numbered edition that holds; a roster with a gap is invalid (EXM-31)."""
    roster = roster_at(desk, campaign)
    needed = roster.bindings(roster.draft)
    occupancy = occupancy_at(desk)
    edition = roster.publish(occupancy.clashes(campaign, needed), desk.at)
    occupancy.bind(campaign, edition.number, needed, desk.at)
    desk.results["edition"] = edition.number


@command("roster.acknowledge")
def acknowledge(
    desk: Desk,
    *,
    campaign: CampaignCode,
    edition: Annotated[int, Meta(ge=1)],
    person: Part = "",
) -> None:
    """Say that one knows one's duties of an edition; a leader may record it for somebody who was told."""
    named = person or desk.doer
    desk.allow(tuple(Role) if named == desk.doer else LEADS)
    roster_at(desk, campaign).acknowledge(named, edition, desk.at)


def roster_at(desk: Desk, campaign: str) -> Roster:
    """A campaign's roster at this site.

    Raises:
        Unknown: It has not been opened.
    """
    roster = desk.load(Roster, roster_stream(desk.open_site, campaign))
    if not roster.exists:
        raise Unknown(
            reason(
                "Campaign {campaign} has no roster at this site.",
                who=Term("campaign coordinator"),
                verb=Term("open the roster first"),
                campaign=campaign,
            )
        )
    return roster


def occupancy_at(desk: Desk) -> Occupancy:
    """Whom the campaigns of this site need and when."""
    return desk.load(Occupancy, occupancy_stream(desk.open_site))


def _clashes(desk: Desk, roster: Roster, wanted: Iterable[Assignment]) -> list[Reason]:
    return occupancy_at(desk).clashes(roster.code, roster.bindings(wanted))


def _policy(given: PolicyInput) -> Policy:
    return Policy(**{name: getattr(given, name) for name in given.__struct_fields__})
