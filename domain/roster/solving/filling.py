"""Fill the bundles of a frame: first as many heads as can be, then as few changes, then fairly."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from math import gcd
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from domain.roster.eligible import helps_out
from domain.roster.problem import Duty
from domain.roster.solving.frame import Frame
from domain.roster.solving.model import Model, as_it_stands, settled

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpSolver, IntVar, LinearExprT

HEAD_WEIGHT, PAIR_WEIGHT = 2, 3
"""What a missing head costs: a gate left open counts for more than one patrol fewer (EXM-31)."""


def weight(duty: Duty) -> int:
    """What each of its heads counts for if it is missing."""
    return PAIR_WEIGHT if duty.is_pair else HEAD_WEIGHT


class Filled(NamedTuple):
    """Who stands in which bundle, and how many at which duty."""

    stands: dict[int, list[str]]
    heads: dict[str, int]

    def gaps(self, frame: Frame) -> dict[str, int]:
        """Missing heads by duty key, where there are any."""
        left = {key: frame.needs[key] - count for key, count in self.heads.items()}
        return {key: count for key, count in left.items() if count > 0}


class Filling:
    """The model with its aims, settled one after the other; what is reached of one is held for the next.

    A pair is manned whole or not at all, unless ``whole_pairs`` lets whoever is left of one stay at the post.
    """

    def __init__(
        self,
        frame: Frame,
        previous: Collection[tuple[str, str]] = (),
        seconds: float = 10.0,
        *,
        whole_pairs: bool = True,
    ) -> None:
        self.frame, self._whole_pairs = frame, whole_pairs
        self.model = Model(frame, as_it_stands(frame))
        self.cp = self.model.cp
        self.heads = {one.key: self._heads(one) for bundle in frame.bundles for one in bundle.duties}
        for number, bundle in enumerate(frame.bundles):
            doubled = sum(frame.needs[one.key] for one in bundle.duties) - frame.total(number)
            held = sum(self.model.in_bundle(number))
            self.cp.add(held + doubled == sum(self.heads[one.key] for one in bundle.duties))
        self._previous = {(who, frame.place[key]) for key, who in previous if key in frame.place}
        self._until = monotonic() + seconds
        stands: dict[int, list[str]] = defaultdict(list)
        for person, number in frame.kept:
            stands[number].append(person)
        self._found = Filled(dict(stands), {key: frame.held[key] for key in self.heads})

    def fill(self, work: float = 4.0) -> Filled:
        """Fewest missing heads by weight, then fewest changes, then least use of the reserve."""
        before = [held for pair, held in self.model.holds.items() if pair in self._previous]
        helps = [held for pair, held in self.model.holds.items() if self._helps(*pair)]
        changed, helped = len(before) - sum(before), sum(helps)
        missing = sum(
            weight(one) * (self.frame.needs[one.key] - self.heads[one.key])
            for bundle in self.frame.bundles
            for one in bundle.duties
        )
        a_change = len(helps) + 1
        aim = missing * (a_change * (len(before) + 1)) + changed * a_change + helped
        return self._settle(aim, work)

    def share(self, work: float = 0.1) -> Filled:
        """The same again with first the nights, then the hours, spread evenly within each group."""
        self._settle(sum(self._spreads(nights=True)), work)
        return self._settle(sum(self._spreads(nights=False)), work)

    def _settle(self, aim: "LinearExprT", work: float) -> Filled:
        self.cp.minimize(aim)
        status, solver = settled(self.cp, self._until - monotonic(), work)
        if status not in ("OPTIMAL", "FEASIBLE"):
            return self._found
        self.cp.add(aim <= round(solver.objective_value))
        self.cp.clear_hints()
        for held in self.model.holds.values():
            self.cp.add_hint(held, solver.value(held))
        self._found = self._read(solver)
        return self._found

    def _read(self, solver: "CpSolver") -> Filled:
        stands: dict[int, list[str]] = defaultdict(list)
        for (person, number), held in self.model.holds.items():
            if solver.value(held):
                stands[number].append(person)
        return Filled(dict(stands), {key: solver.value(count) for key, count in self.heads.items()})

    def _heads(self, duty: Duty) -> "IntVar":
        from ortools.sat.python.cp_model import Domain

        held, needs = self.frame.held[duty.key], self.frame.needs[duty.key]
        if not duty.is_pair or held or not self._whole_pairs:
            domain = Domain(held, needs)
        else:
            domain = Domain.from_intervals([[0, 0], [2, needs]] if needs > 1 else [[0, 0]])
        return self.cp.new_int_var_from_domain(domain, "")

    def _helps(self, person: str, number: int) -> bool:
        return helps_out(self.frame.bundles[number].one, self.frame.people[person])

    def _spreads(self, *, nights: bool) -> "Iterator[LinearExprT]":
        """For each group the most less the least that one of its people has."""
        minutes = [bundle.one.span.minutes for bundle in self.frame.bundles]
        unit = 1 if nights else gcd(*minutes)
        loads: dict[str, dict[str, list[LinearExprT]]] = defaultdict(lambda: defaultdict(list))
        for (person, number), held in self.model.holds.items():
            if not nights:
                loads[self.frame.people[person].group][person].append(minutes[number] // unit * held)
            elif self.frame.bundles[number].one.is_night:
                loads[self.frame.people[person].group][person].append(held)
        for people in loads.values():
            most, least = (self.cp.new_int_var(0, len(minutes) * max(minutes, default=0), "") for _ in "ml")
            for load in people.values():
                self.cp.add(sum(load) <= most)
                self.cp.add(sum(load) >= least)
            yield most - least
