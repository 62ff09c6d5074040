"""Ways out of an incomplete roster, the cheapest first; each is one command, tried by solving with it applied."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from domain.errors import Term, reason
from domain.roster.check import Breach
from domain.roster.problem import Assignment, Duty, Leave, Person, Problem, Repair, Rule, Skill, Span
from domain.roster.solving.components import around, missing_heads, missing_in, reserve_groups
from domain.roster.solving.frame import Cause, Frame
from domain.roster.solving.model import RULES, Model, settled

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

    from domain.roster.solving.model import State

UNASSIGN, RESERVE, LEAVE, WAIVER, ENLIST, FEWER = 1, 2, 20, 50, 60, 1000
"""What a by-hand assignment taken back costs, a head from the reserve, a leave, a rule for a person, a person more,
and a head fewer."""
TRIES, SHOWN = 12, 3
"""How many leaves and by-hand assignments are tried, and how many of a kind are shown."""
SECONDS, WORK = 2.0, 0.5
CORES = 2
"""Ways out that are tried at once; the solver lets other threads run meanwhile."""
RULE_TERMS = {
    Rule.REST: Term("the rest between turns"),
    Rule.HOURS: Term("the most hours"),
    Rule.DAY_AND_NIGHT: Term("day and night apart"),
}
LIFTED = (
    (Rule.REST,),
    (Rule.HOURS,),
    (Rule.DAY_AND_NIGHT,),
    (Rule.REST, Rule.HOURS),
    (Rule.REST, Rule.DAY_AND_NIGHT),
    (Rule.HOURS, Rule.DAY_AND_NIGHT),
    (Rule.REST, Rule.HOURS, Rule.DAY_AND_NIGHT),
)
"""Which rules are lifted together, the fewest first."""

replace = msgspec.structs.replace


def repairs(problem: Problem, gaps: Mapping[str, int], wrong: Sequence[Breach] = ()) -> tuple[Repair, ...]:
    """What can be done, the cheapest first.

    Args:
        problem: The whole problem.
        gaps: Missing heads of its proposal, by duty key.
        wrong: What speaks against what is kept.
    """
    found = _contradictory(problem, wrong)
    short = sorted({one.group for one in problem.duties if one.key in gaps})
    if short:
        part = around(problem, short, monotonic() + SECONDS)
        found += _Search(part, gaps).found()
    unique = {(one.do, str(sorted(one.arguments.items()))): one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (one.left > 0, one.cost, one.left, one.do)))


def _contradictory(problem: Problem, wrong: Iterable[Breach]) -> list[Repair]:
    """Each by-hand assignment that has a part in a contradiction can be taken back."""
    involved = {(duty, breach.person) for breach in wrong for duty in breach.duties}
    found = list[Repair]()
    for one in [one for one in problem.kept if one.by_hand and (one.duty, one.person) in involved][:TRIES]:
        freed = replace(problem, kept=tuple(other for other in problem.kept if other != one))
        found.append(_taken_back(problem, one.duty, one.person, missing_heads(freed, monotonic() + SECONDS)))
    return found


def _taken_back(problem: Problem, duty: str, person: str, left: int) -> Repair:
    posts = {one.key: one for one in problem.duties}
    says = reason(
        "Take back that {person} is put by hand on a post that the plan does not have.", person=person
    )
    if duty in posts:
        says = reason(
            "Take back that {person} is put by hand at {post} from {begins}.",
            person=person,
            post=posts[duty].post,
            begins=posts[duty].span.begins,
        )
    return Repair(says, UNASSIGN, "roster.unassign", {"duty": duty, "person": person}, left)


class _Search:
    """The ways out for the groups with missing heads, seen together with the reserve."""

    def __init__(self, problem: Problem, gaps: Mapping[str, int]) -> None:
        self.problem = problem
        self.gaps = {one.key: gaps[one.key] for one in problem.duties if one.key in gaps}
        self.missing = sum(self.gaps.values())
        self.short = sorted({one.group for one in problem.duties if one.key in self.gaps})

    def found(self) -> list[Repair]:
        ways: list[Callable[[], Iterator[Repair]]] = [
            self._let_the_reserve_help,
            self._take_back,
            self._stop_leave,
            self._waive,
            *(partial(self._enlist, group) for group in self.short),
            self._man_fewer,
        ]

        def tried(way: Callable[[], Iterator[Repair]]) -> list[Repair]:
            return list(way())

        with ThreadPoolExecutor(CORES) as pool:
            return [one for found in pool.map(tried, ways) for one in found]

    def _left(self, problem: Problem) -> int:
        return sum(missing_in(problem, monotonic() + SECONDS).values())

    def _let_the_reserve_help(self) -> Iterator[Repair]:
        policy = replace(self.problem.policy, with_reserve=True)
        if self.problem.policy.with_reserve or not reserve_groups(self.problem):
            return
        left = self._left(replace(self.problem, policy=policy))
        helped = self.missing - left
        if helped > 0:
            says = reason("Let the reserve help: it takes {count} places.", count=helped)
            given = {"policy": msgspec.to_builtins(policy)}
            yield Repair(says, RESERVE * helped, "roster.set_policy", given, left)

    def _take_back(self) -> Iterator[Repair]:
        by_hand = [one for one in self.problem.kept if one.by_hand][:TRIES]
        tried = [(self._left(replace(self.problem, kept=self._without(one))), one) for one in by_hand]
        for left, one in sorted(tried)[:SHOWN]:
            if left < self.missing:
                yield _taken_back(self.problem, one.duty, one.person, left)

    def _without(self, gone: Assignment) -> tuple[Assignment, ...]:
        return tuple(one for one in self.problem.kept if one != gone)

    def _stop_leave(self) -> Iterator[Repair]:
        wanted = [one.span for one in self.problem.duties if one.key in self.gaps]
        leaves = [
            (person, leave)
            for person in self.problem.people
            for leave in person.away
            if isinstance(leave, Leave) and leave.code
        ]
        leaves.sort(key=lambda one: not any(one[1].overlaps(span) for span in wanted))
        tried = [
            (self._left(self._with_all_of(person, leave)), person.id, leave)
            for person, leave in leaves[:TRIES]
        ]
        for left, person, leave in sorted(tried)[:SHOWN]:
            if left < self.missing:
                says = reason(
                    "Take back the leave of {person} from {begins}.", person=person, begins=leave.begins
                )
                yield Repair(says, LEAVE, "roster.stop_leave", {"leave": leave.code}, left)

    def _with_all_of(self, person: Person, leave: Leave) -> Problem:
        there = replace(person, away=tuple(one for one in person.away if one != leave))
        return replace(
            self.problem, people=tuple(there if one is person else one for one in self.problem.people)
        )

    def _waive(self) -> Iterator[Repair]:
        """The fewest rules that are enough if lifted, for the fewest people."""
        frame = Frame(self.problem)
        for rules in LIFTED:
            people = _lifted_for(frame, rules)
            if people:
                says = reason(
                    "Have {rules} lifted for {people}, by the head of the centre.",
                    rules=[RULE_TERMS[one] for one in rules],
                    people=people,
                )
                given = {"rules": [str(one) for one in rules], "people": people}
                yield Repair(says, WAIVER * len(rules) * len(people), "roster.waive", given)
                return

    def _enlist(self, group: str) -> Iterator[Repair]:
        short = [one for one in self.problem.duties if one.group == group and one.key in self.gaps]
        skills = sorted({code for one in short for code in one.skills})
        most = sum(self.gaps[one.key] for one in short)
        best = self._left(self._with_more(group, most, skills))
        if best >= self.missing:
            return

        def is_enough(count: int) -> bool:
            return self._left(self._with_more(group, count, skills)) <= best

        count = fewest(most, _at_once(short, self.gaps), is_enough)
        says = reason("Enlist {count} more in the group {group}.", count=count, group=group)
        given = {"group": group, "count": count, "skills": skills}
        yield Repair(says, ENLIST * count, "roster.enlist", given, best)

    def _with_more(self, group: str, count: int, skills: Iterable[str]) -> Problem:
        held = tuple(Skill(one) for one in skills)
        more = tuple(Person(f"+{number:03}", group, held) for number in range(count))
        return replace(self.problem, people=(*self.problem.people, *more))

    def _man_fewer(self) -> Iterator[Repair]:
        fewer = Counter[str]()
        for one in self.problem.duties:
            fewer[one.post] = max(fewer[one.post], self.gaps.get(one.key, 0))
        posts = {one.post: one for one in self.problem.duties if fewer[one.post]}
        for post, one in sorted(posts.items(), key=lambda item: (fewer[item[0]], item[0]))[:SHOWN]:
            heads = 0 if one.is_pair else one.needs - fewer[post]
            left = self._left(self._with_fewer(post, heads))
            if heads:
                says = reason("Man {post} with {heads} only.", post=post, heads=heads)
                yield Repair(
                    says, FEWER * fewer[post], "roster.set_post", {"post": post, "heads": heads}, left
                )
            else:
                says = reason("Do without {post}.", post=post)
                yield Repair(says, FEWER * (fewer[post] + 1), "roster.drop_post", {"post": post}, left)

    def _with_fewer(self, post: str, heads: int) -> Problem:
        manned = (replace(one, heads=heads) if one.post == post else one for one in self.problem.duties)
        duties = tuple(one for one in manned if one.heads)
        keys = {one.key for one in duties}
        return replace(
            self.problem, duties=duties, kept=tuple(one for one in self.problem.kept if one.duty in keys)
        )


def fewest(most: int, guess: int, is_enough: Callable[[int], bool]) -> int:
    """The smallest count that is enough, ``most`` being enough; the guess and its neighbours are tried first."""
    low, high = 1, most
    for count in (guess, guess - 1, guess + 1):
        if low <= count < high:
            low, high = (low, count) if is_enough(count) else (count + 1, high)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle + 1, high)
    return low


def _at_once(duties: Iterable[Duty], gaps: Mapping[str, int]) -> int:
    """How many heads are missing at one time at most: mostly as many people are enough."""
    by_turn = Counter[Span]()
    for one in duties:
        by_turn[one.span] += gaps[one.key]
    return max(by_turn.values(), default=0)


def _lifted_for(frame: Frame, rules: Iterable[Rule]) -> list[str]:
    """The fewest people without whom these rules can hold for all; empty where even that is not enough."""
    from ortools.sat.python.cp_model import CpModel

    cp = CpModel()
    lifted: dict[str, IntVar] = {}
    kinds = {RULES[one] for one in rules}

    def switch(cause: Cause) -> "State":
        if cause.kind == "reserve":
            return not frame.problem.policy.with_reserve
        if cause.kind not in kinds:
            return True
        if cause.person not in lifted:
            lifted[cause.person] = cp.new_bool_var("")
        return ~lifted[cause.person]

    Model(frame, switch, cp)
    cp.minimize(sum(lifted.values()))
    status, solver = settled(cp, SECONDS, WORK)
    if status not in ("OPTIMAL", "FEASIBLE"):
        return []
    return sorted(person for person, one in lifted.items() if solver.value(one))
