"""The plan of a roster: posts, turns and days, the policy, and what a named approver has waived (EXM-20, EXM-P1..P9)."""

from collections import Counter
from collections.abc import Container
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.aggregate import on
from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import Happened, TextRef
from domain.roster import facts
from domain.roster.crew import Crew
from domain.roster.facts import RosterOpened
from domain.roster.posts import Ability, Post, Turn, duties_of
from domain.roster.problem import Duty, Policy, Rule, Waiver


class Plan(Crew):
    """The part of a roster that concerns posts and rules.

    Attributes:
        days: Dates with duties.
        duties: By key, in the order of time and post; the school's own posts have none.
        waived: What a named approver has lifted, with the reason.
        police: Police recorded at a post (EXM-P5).
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.days: tuple[date, ...] = ()
        self.turns: dict[str, Turn] = {}
        self.skills: dict[str, Ability] = {}
        self.posts: dict[str, Post] = {}
        self.duties: dict[str, Duty] = {}
        self.policy = Policy()
        self.waived: tuple[facts.RuleWaived, ...] = ()
        self.police: dict[str, int] = {}

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """What named approvers have lifted."""
        return tuple(one.waiver for one in self.waived)

    def open(self, plan: RosterOpened, at: datetime) -> None:
        """Begin the roster.

        Raises:
            Refused: It is open already, or a post names a turn, group or date that the plan does not have.
        """
        if self.exists:
            raise Refused(reason("The roster of campaign {campaign} is open already.", campaign=self.code))
        if not plan.days or not plan.groups:
            raise Refused(
                reason(
                    "The plan has no days or no groups.",
                    who=Term("you"),
                    verb=Term("name them, or plan the campaign from a template that has them"),
                )
            )
        groups, turns = {one.code for one in plan.groups}, {one.code for one in plan.turns}
        obstacles = [one for post in plan.posts for one in _unfounded(post, groups, turns, plan.days)]
        obstacles += _twice(plan)
        if obstacles:
            raise Refused(*obstacles)
        self.record(plan, at)

    def set_post(self, post: Post, at: datetime) -> None:
        """Add a post, or man it otherwise; whoever stands where it is no longer manned is off that duty."""
        if obstacles := _unfounded(post, self.groups, self.turns, self.days):
            raise Refused(*obstacles)
        if self.posts.get(post.code) == post:
            raise Refused(reason("This is on record already."))
        self.record(facts.PostSet(post=post), at)

    def drop_post(self, post: str, at: datetime) -> None:
        self.post(post)
        self.record(facts.PostDropped(post=post), at)

    def post(self, code: str) -> Post:
        """A post of the plan.

        Raises:
            Unknown: The plan has none of that code.
        """
        if code not in self.posts:
            raise Unknown(reason("The plan has no post “{post}”.", post=code[:60]))
        return self.posts[code]

    def note_police(self, post: str, heads: int, at: datetime) -> None:
        """Note how many police stand at a post beside ours; they are never counted as ours (EXM-P5)."""
        self.post(post)
        self.record(facts.PoliceNoted(post=post, heads=heads), at)

    @property
    def without_police(self) -> list[str]:
        """Posts that ask for police and have none on record: a warning, not a gap (EXM-P5)."""
        return [code for code, post in self.posts.items() if post.police and not self.police.get(code)]

    def set_policy(self, policy: Policy, at: datetime) -> None:
        if policy == self.policy:
            raise Refused(reason("This is on record already."))
        self.record(facts.PolicySet(policy=policy), at)

    def waive(self, waiver: Waiver, why: TextRef, at: datetime) -> None:
        """Lift a rule for one person or for all, under the name of who approves it (EXM-20)."""
        if waiver.person:
            self.person(waiver.person)
        if any((one.rule, one.person) == (waiver.rule, waiver.person) for one in self.waivers):
            raise Refused(reason("This is on record already."))
        self.record(facts.RuleWaived(waiver=waiver, why=why), at)

    def withdraw_waiver(self, rule: Rule, person: str, at: datetime) -> None:
        if not any((one.rule, one.person) == (rule, person) for one in self.waivers):
            raise Refused(reason("Nobody has waived this rule."))
        self.record(facts.WaiverWithdrawn(rule=rule, person=person), at)

    @on(RosterOpened)
    def _on_opened(self, fact: RosterOpened, event: Happened) -> None:
        self.zone, self.days, self.leave_stops = ZoneInfo(fact.zone), fact.days, fact.leave_stops
        self.groups = {one.code: one for one in fact.groups}
        self.turns = {one.code: one for one in fact.turns}
        self.skills = {one.code: one for one in fact.skills}
        self.policy = fact.policy
        self._man({one.code: one for one in fact.posts}, event)

    @on(facts.PostSet)
    def _on_post_set(self, fact: facts.PostSet, event: Happened) -> None:
        self._man({**self.posts, fact.post.code: fact.post}, event)

    @on(facts.PostDropped)
    def _on_post_dropped(self, fact: facts.PostDropped, event: Happened) -> None:
        self._man({code: post for code, post in self.posts.items() if code != fact.post}, event)

    def _man(self, posts: dict[str, Post], event: Happened) -> None:
        self.posts = posts
        self.duties = duties_of(self.days, self.turns, posts.values(), self.zone)
        self.basis = event.originator_version

    @on(facts.PolicySet)
    def _on_policy_set(self, fact: facts.PolicySet, event: Happened) -> None:
        self.policy, self.basis = fact.policy, event.originator_version

    @on(facts.RuleWaived)
    def _on_waived(self, fact: facts.RuleWaived, event: Happened) -> None:
        self.waived, self.basis = (*self.waived, fact), event.originator_version

    @on(facts.WaiverWithdrawn)
    def _on_waiver_withdrawn(self, fact: facts.WaiverWithdrawn, event: Happened) -> None:
        gone = (fact.rule, fact.person)
        kept = (one for one in self.waived if (one.waiver.rule, one.waiver.person) != gone)
        self.waived, self.basis = tuple(kept), event.originator_version

    @on(facts.PoliceNoted)
    def _on_police_noted(self, fact: facts.PoliceNoted, event: Happened) -> None:
        self.police = {**self.police, fact.post: fact.heads}


def _unfounded(
    post: Post, groups: Container[str], turns: Container[str], days: Container[date]
) -> list[Reason]:
    """What a post names that the plan does not have, and figures that do not fit together."""
    found: list[Reason] = []
    if post.group not in groups:
        found.append(reason("The plan has no group “{group}”.", group=post.group))
    found += [reason("The plan has no turn “{turn}”.", turn=code) for code in post.turns if code not in turns]
    found += [reason("{day} is not a day of the plan.", day=day) for day in post.days if day not in days]
    if post.is_counted and not post.turns:
        found.append(reason("“{name}” is manned in no turn.", name=post.name))
    if post.police and post.police[0] > post.police[1]:
        found.append(reason("More police are asked for at least than at most."))
    return found


def _twice(plan: RosterOpened) -> list[Reason]:
    """Codes and dates that stand in the plan twice."""
    codes = [
        *((one.code for one in kind) for kind in (plan.groups, plan.turns, plan.posts, plan.skills)),
        plan.days,
    ]
    return [
        reason("“{name}” stands in the plan twice.", name=str(code))
        for kind in codes
        for code, count in Counter(kind).items()
        if count > 1
    ]
