"""A problem made ready for solving: bundles of duties, who may hold which, and what speaks against it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from domain.roster.check import reserve_there, turn_begins
from domain.roster.eligible import clashes, helps_out
from domain.roster.problem import Duty, Person, Problem, Rule

Kind = Literal["places", "rest", "day_and_night", "hours", "away", "skill", "reserve", "standing", "kept"]


class Cause(NamedTuple):
    """One constraint that could be done without.

    Attributes:
        kind: Places to fill, a rule for a person, somebody's leave, a skill asked for, the reserve's standing aside,
            the standing reserve, or an assignment by hand.
        person: Whom it binds; empty where nobody in particular.
        code: Key of the bundle or duty, or the skill.
        at: When the leave begins.
    """

    kind: Kind
    person: str = ""
    code: str = ""
    at: datetime | None = None


class Bundle(NamedTuple):
    """Duties that bind a person alike."""

    duties: tuple[Duty, ...]

    @property
    def one(self) -> Duty:
        return self.duties[0]


class Frame:
    """What the models are built from.

    Attributes:
        bundles: In the order of time.
        people: Those who may hold anything, by id.
        bars: Person and bundle → what keeps the person from it, as it stands; pairs that can never be are absent.
        kept: Person and bundle → the duties of it that are kept.
        needs: Duty key → heads to be filled, counting what is kept.
    """

    def __init__(self, problem: Problem, needs: Mapping[str, int] | None = None) -> None:
        self.problem = problem
        self.bundles = _bundled(problem.duties)
        self.place = {
            duty.key: number for number, bundle in enumerate(self.bundles) for duty in bundle.duties
        }
        self.people = {one.id: one for one in sorted(problem.people, key=lambda one: one.id)}
        self.kept = self._kept()
        self.held = Counter(duty.key for duties in self.kept.values() for duty in duties)
        wanted = needs or {}
        self.needs = {
            one.key: max(wanted.get(one.key, one.needs), self.held[one.key]) for one in problem.duties
        }
        self.bars = {
            (person.id, number): bars
            for person in self.people.values()
            for number, bundle in enumerate(self.bundles)
            if (bars := _bars(person, bundle.one, (person.id, number) in self.kept)) is not None
        }
        self._edges = {rule: self._clashing(rule) for rule in (None, Rule.REST, Rule.DAY_AND_NIGHT)}
        self._cliques: dict[
            tuple[frozenset[Rule | None], frozenset[Rule], tuple[int, ...]], list[list[int]]
        ] = {}

    def total(self, number: int) -> int:
        """How many different people fill the bundle."""
        doubled = sum(len(duties) - 1 for (_, place), duties in self.kept.items() if place == number)
        return sum(self.needs[one.key] for one in self.bundles[number].duties) - doubled

    def is_lifted(self, rule: Rule, person: str) -> bool:
        return any(one.rule is rule and one.person in ("", person) for one in self.problem.waivers)

    def cliques(
        self, hard: Iterable[Rule | None], new: Iterable[Rule], options: Sequence[int]
    ) -> list[list[int]]:
        """Sets of bundles of which a person holds one at most, so that each clash of the ``new`` rules is in one.

        Args:
            hard: Rules that hold anyway (``None``: overlaps); with them, the sets get larger.
            new: Rules whose clashes are to be covered; empty for those of ``hard``.
            options: The bundles that the person may hold.
        """
        asked = frozenset(hard), frozenset(new), tuple(options)
        if asked not in self._cliques:
            edges = set[tuple[int, int]]().union(*(self._edges[rule] for rule in (*asked[0], *asked[1])))
            cover = set[tuple[int, int]]().union(*(self._edges[rule] for rule in (asked[1] or asked[0])))
            self._cliques[asked] = _covering(edges, cover, asked[2])
        return self._cliques[asked]

    def standing(self) -> list[tuple[list[Person], list[int], int]]:
        """For each begin of a turn: the reserve that is there, the bundles under way, how many may be on them."""
        least = self.problem.policy.standing_reserve
        found: list[tuple[list[Person], list[int], int]] = []
        for begins in turn_begins(self.problem) if least else ():
            there = reserve_there(self.problem, begins)
            running = [
                number
                for number, bundle in enumerate(self.bundles)
                if bundle.one.span.begins <= begins < bundle.one.span.ends
            ]
            used = sum((person.id, number) in self.kept for person in there for number in running)
            found.append((there, running, max(len(there) - least, used)))
        return found

    def _kept(self) -> dict[tuple[str, int], list[Duty]]:
        known = {one.key: one for one in self.problem.duties}
        kept: dict[tuple[str, int], list[Duty]] = defaultdict(list)
        for person, key in sorted({(one.person, one.duty) for one in self.problem.kept}):
            if person in self.people and key in known:
                kept[person, self.place[key]].append(known[key])
        return dict(kept)

    def _clashing(self, rule: Rule | None) -> set[tuple[int, int]]:
        found = set[tuple[int, int]]()
        for number, bundle in enumerate(self.bundles):
            for other in range(number + 1, len(self.bundles)):
                one, two = bundle.one, self.bundles[other].one
                overlap = one.span.overlaps(two.span)
                if (
                    overlap
                    if rule is None
                    else not overlap and rule in clashes(self.problem.policy, one, two)
                ):
                    found.add((number, other))
        return found


def _bundled(duties: Iterable[Duty]) -> list[Bundle]:
    alike: dict[tuple[object, ...], list[Duty]] = defaultdict(list)
    for one in sorted(duties, key=lambda one: (one.span, one.group, one.key)):
        alike[one.span, one.day, one.is_night, one.group, tuple(sorted(one.skills))].append(one)
    return [Bundle(tuple(together)) for together in alike.values()]


def _bars(person: Person, duty: Duty, is_kept: bool) -> tuple[Cause, ...] | None:  # noqa: FBT001 - one asks
    """What keeps somebody from a duty; ``None`` where nothing could make it possible."""
    if is_kept:
        return ()
    bars = [Cause("reserve")] if helps_out(duty, person) else []
    if bars and not person.is_reserve:
        return None
    held = {one.code for one in person.skills if one.until is None or one.until >= duty.day}
    bars += [Cause("skill", code=code) for code in duty.skills if code not in held]
    bars += [Cause("away", person.id, at=one.begins) for one in person.away if one.overlaps(duty.span)]
    return tuple(bars)


def _covering(
    edges: set[tuple[int, int]], cover: set[tuple[int, int]], options: Sequence[int]
) -> list[list[int]]:
    near = {one: {two for two in options if (min(one, two), max(one, two)) in edges} for one in options}
    left = sorted((one, two) for one, two in cover if one in near and two in near)
    found, done = list[list[int]](), set[tuple[int, int]]()
    for one, two in left:
        if (one, two) in done:
            continue
        clique = [one, two]
        for other in sorted(near[one] & near[two]):
            if near[other].issuperset(clique):
                clique.append(other)
        clique.sort()
        done.update((low, high) for low in clique for high in clique if low < high)
        found.append(clique)
    return found
