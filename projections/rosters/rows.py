"""What the question about a roster answers with: people, posts and hours; instants are Unix seconds."""

from datetime import date

import msgspec

from domain.errors import Reason
from domain.roster.posts import Ability, Group, Post, Turn
from domain.roster.problem import Policy, Rule, Skill


class Standing(msgspec.Struct, frozen=True):
    """Somebody on a duty; ``is_new`` is what the edition that holds does not say yet."""

    person: str
    name: str
    by_hand: bool
    is_new: bool
    is_reserve: bool


class DutyRow(msgspec.Struct, frozen=True):
    """One post in one turn; instants are Unix seconds.

    Attributes:
        missing: Heads that are still to be found.
        wrong: What speaks against who stands there, but for missing heads.
    """

    key: str
    post: str
    turn: str
    day: date
    begins: int
    ends: int
    heads: int
    missing: int
    is_night: bool
    people: list[Standing]
    wrong: list[Reason]


class PostRow(msgspec.Struct, frozen=True):
    """One post with its duties in order; one that is the school's own has none.

    Attributes:
        police: Police on record; ``None`` where nobody has noted any.
    """

    post: Post
    missing: int
    police: int | None
    duties: list[DutyRow]


class PersonRow(msgspec.Struct, frozen=True):
    """One person with their duties in order.

    Attributes:
        minutes: Duty in all.
        nights: Night turns.
        acknowledged: Whether the person knows the duties that hold; ``None`` where there are none.
        left_at: When the person left; ``None`` while here.
    """

    person: str
    name: str
    group: str
    also: tuple[str, ...]
    home: str
    is_outsider: bool
    is_reserve: bool
    skills: tuple[Skill, ...]
    minutes: int
    nights: int
    acknowledged: bool | None
    left_at: int | None
    duties: list[str]


class HourRow(msgspec.Struct, frozen=True):
    """From one change of places to the next: what is manned then.

    Attributes:
        heads: Heads that are needed.
        there: Heads that have their person.
        reserve: The reserve who have no duty and no leave then; in the stretch that is now, who is left in fact.
        duties: Their keys.
    """

    begins: int
    ends: int
    heads: int
    there: int
    reserve: int
    duties: list[str]


class OnPost(msgspec.Struct, frozen=True):
    """Now: the posts whose turn is on or begins within the hour.

    Attributes:
        heads: Heads asked there.
        here: How many of them are there.
        late: Who has told that they come late.
        reserve_left: Of the reserve, who have no post and are not on leave.
    """

    heads: int
    here: int
    late: int
    reserve_left: int


class Fairness(msgspec.Struct, frozen=True):
    """How evenly the duties of a group are spread over those who are here, without the reserve."""

    group: str
    people: int
    least_min: int
    most_min: int
    least_nights: int
    most_nights: int


class Change(msgspec.Struct, frozen=True):
    """A place that the draft gives otherwise than the edition that holds."""

    duty: str
    person: str
    name: str
    is_new: bool


class LeaveRow(msgspec.Struct, frozen=True):
    """Leave; ``state`` is asked, granted or stopped."""

    leave: str
    person: str
    name: str
    begins: int
    ends: int
    state: str
    why: str


class WaiverRow(msgspec.Struct, frozen=True):
    """A rule that was lifted; ``name`` is empty where it is lifted for all."""

    rule: Rule
    person: str
    name: str
    approved_by: str
    why: str


class RosterRows(msgspec.Struct, frozen=True):
    """A whole roster.

    Attributes:
        basis: Version that a proposal is made for.
        edition: Number of the edition that holds; 0 before the first.
        changes: How the draft differs from it.
        acknowledged: How many of ``concerned`` people know their duties.
        without_police: Posts that ask for police and have none on record (EXM-P5).
        against: What speaks against the roster as a whole, missing heads aside.
        on_post: By the edition that holds, whatever else is shown.
    """

    campaign: str
    basis: int
    days: tuple[date, ...]
    groups: list[Group]
    turns: list[Turn]
    skills: list[Ability]
    policy: Policy
    edition: int
    published_at: int | None
    published_by: str
    changes: list[Change]
    acknowledged: int
    concerned: int
    missing: int
    without_police: list[str]
    against: list[Reason]
    on_post: OnPost
    by_post: list[PostRow]
    by_person: list[PersonRow]
    by_hour: list[HourRow]
    fairness: list[Fairness]
    waivers: list[WaiverRow]
    leaves: list[LeaveRow]
