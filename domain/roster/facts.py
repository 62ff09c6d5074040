"""What can happen to a roster: it is opened, people come and go, places are given, editions published and read."""

from datetime import date, datetime

import msgspec

from domain.facts import Fact, PersonRef, TextRef, stored_as
from domain.roster.posts import Ability, Group, Post, Turn
from domain.roster.problem import Assignment, Policy, Rule, Skill, Waiver


@stored_as("roster.opened")
class RosterOpened(Fact, frozen=True):
    """The frame of the plan.

    Attributes:
        days: Dates with duties, in order.
        skills: What posts may ask for, with names.
        leave_stops: Dates on which all leave is suspended (EXM-32).
    """

    zone: str
    days: tuple[date, ...]
    groups: tuple[Group, ...]
    turns: tuple[Turn, ...]
    posts: tuple[Post, ...]
    skills: tuple[Ability, ...] = ()
    leave_stops: tuple[date, ...] = ()
    policy: Policy = Policy()


@stored_as("roster.post_set")
class PostSet(Fact, frozen=True):
    """A post was added, or is manned otherwise from now on."""

    post: Post


@stored_as("roster.post_dropped")
class PostDropped(Fact, frozen=True):
    post: str


@stored_as("roster.person_enlisted")
class PersonEnlisted(Fact, frozen=True):
    """Somebody may be rostered.

    Attributes:
        person: The account, or the register id of somebody without one.
        outsider: The register entry of somebody without an account.
        group: The group in which the person is counted.
        also: Other groups whose posts the person fills, without being counted twice (EXM-06).
        home: The project or firm that the person comes from; empty for our own.
    """

    person: str
    group: str
    outsider: PersonRef | None = None
    also: tuple[str, ...] = ()
    skills: tuple[Skill, ...] = ()
    is_reserve: bool = False
    home: str = ""


@stored_as("roster.person_placed")
class PersonPlaced(Fact, frozen=True):
    """Somebody belongs to another group, or to the reserve, from now on."""

    person: str
    group: str
    also: tuple[str, ...] = ()
    is_reserve: bool = False


@stored_as("roster.skill_noted")
class SkillNoted(Fact, frozen=True):
    person: str
    skill: Skill


@stored_as("roster.skill_withdrawn")
class SkillWithdrawn(Fact, frozen=True):
    person: str
    skill: str


@stored_as("roster.person_released")
class PersonReleased(Fact, frozen=True):
    """Somebody leaves; what had not begun by then is vacant."""

    person: str
    why: TextRef | None = None


@stored_as("roster.leave_asked")
class LeaveAsked(Fact, frozen=True):
    leave: str
    person: str
    begins: datetime
    ends: datetime
    why: TextRef | None = None


@stored_as("roster.leave_granted")
class LeaveGranted(Fact, frozen=True):
    leave: str


@stored_as("roster.leave_stopped")
class LeaveStopped(Fact, frozen=True):
    """Leave that was asked for or granted is not taken after all."""

    leave: str
    why: TextRef | None = None


@stored_as("roster.policy_set")
class PolicySet(Fact, frozen=True):
    policy: Policy


@stored_as("roster.rule_waived")
class RuleWaived(Fact, frozen=True):
    waiver: Waiver
    why: TextRef


@stored_as("roster.waiver_withdrawn")
class WaiverWithdrawn(Fact, frozen=True):
    rule: Rule
    person: str = ""


@stored_as("roster.proposal_taken")
class ProposalTaken(Fact, frozen=True):
    """The whole draft from now on, what was given by hand before included; ``missing`` heads stay open."""

    assignments: tuple[Assignment, ...]
    missing: int = 0


@stored_as("roster.person_assigned")
class PersonAssigned(Fact, frozen=True):
    duty: str
    person: str


@stored_as("roster.person_unassigned")
class PersonUnassigned(Fact, frozen=True):
    duty: str
    person: str


@stored_as("roster.places_swapped")
class PlacesSwapped(Fact, frozen=True):
    """``other`` takes the place of ``person``, who takes the other's place where ``other_duty`` names one."""

    duty: str
    person: str
    other: str
    other_duty: str = ""


@stored_as("roster.police_noted")
class PoliceNoted(Fact, frozen=True):
    """How many police stand at a post beside ours; 0 where they have called off (EXM-P5)."""

    post: str
    heads: int


@stored_as("roster.published")
class RosterPublished(Fact, frozen=True):
    """Edition ``number`` holds from now on."""

    number: int
    assignments: tuple[Assignment, ...]


@stored_as("roster.acknowledged")
class RosterAcknowledged(Fact, frozen=True):
    """Somebody has read their duties of an edition, or was told them by whoever recorded this."""

    person: str
    edition: int


class Binding(msgspec.Struct, frozen=True, order=True):
    """When a campaign needs somebody."""

    person: str
    begins: datetime
    ends: datetime


@stored_as("occupancy.bound")
class PeopleBound(Fact, frozen=True):
    """All whom a campaign needs and when, by its edition; takes the place of what it said before."""

    campaign: str
    edition: int
    bindings: tuple[Binding, ...]


@stored_as("occupancy.freed")
class PersonFreed(Fact, frozen=True):
    """A campaign needs somebody no longer from an instant on."""

    campaign: str
    person: str
    since: datetime
