"""The CP-SAT model of a frame; each constraint that could be done without is switched on, off, or by a literal."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from domain.roster.problem import Rule
from domain.roster.solving.frame import Cause, Frame, Kind

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoundedLinearExpression, CpModel, CpSolver, IntVar
    from ortools.sat.python.cp_model_helper import Literal

    State = bool | Literal
    Switch = Callable[[Cause], State]

RULES: dict[Rule, Kind] = {Rule.REST: "rest", Rule.DAY_AND_NIGHT: "day_and_night", Rule.HOURS: "hours"}


def as_it_stands(frame: Frame) -> "Switch":
    """Every constraint, but that places may stay empty."""

    def switch(cause: Cause) -> bool:
        if cause.kind == "reserve":
            return not frame.problem.policy.with_reserve
        return cause.kind != "places"

    return switch


class Model:
    """Who stands in which bundle.

    Attributes:
        cp: The solver's model.
        holds: Person and bundle → whether the person stands there.
    """

    def __init__(self, frame: Frame, switch: "Switch", cp: "CpModel | None" = None) -> None:
        from ortools.sat.python.cp_model import CpModel

        self.frame, self._switch = frame, switch
        self.cp: CpModel = CpModel() if cp is None else cp
        self.holds: dict[tuple[str, int], IntVar] = {}
        for (person, number), bars in frame.bars.items():
            states = [switch(one) for one in bars]
            if any(one is True for one in states):
                continue
            self.holds[person, number] = held = self.cp.new_bool_var("")
            for state in states:
                self._when(state, held == 0)
            for duty in frame.kept.get((person, number), ()):
                self._when(switch(Cause("kept", person, duty.key)), held == 1)
        options: dict[str, list[int]] = defaultdict(list)
        for person, number in self.holds:
            options[person].append(number)
        for person, numbers in options.items():
            self._one_at_a_time(person, numbers)
            self._hours(person, numbers)
        self._standing()
        self._places()

    def in_bundle(self, number: int) -> "list[IntVar]":
        return [held for (_, place), held in self.holds.items() if place == number]

    def _when(self, state: "State", holds: "BoundedLinearExpression | bool") -> None:
        if state is False:
            return
        constraint = self.cp.add(holds)
        if state is not True:
            constraint.only_enforce_if(state)  # pyright: ignore[reportUnknownMemberType]

    def _one_at_a_time(self, person: str, numbers: Sequence[int]) -> None:
        states = {
            rule: self._switch(Cause(RULES[rule], person))
            for rule in (Rule.REST, Rule.DAY_AND_NIGHT)
            if not self.frame.is_lifted(rule, person)
        }
        hard = [None, *(rule for rule, state in states.items() if state is True)]
        for clique in self.frame.cliques(hard, (), numbers):
            self._at_most_one(person, clique, state=True)
        for rule, state in states.items():
            if not isinstance(state, bool):
                for clique in self.frame.cliques(hard, (rule,), numbers):
                    self._at_most_one(person, clique, state)

    def _at_most_one(self, person: str, clique: Sequence[int], state: "State") -> None:
        kept = [one for one in clique if (person, one) in self.frame.kept]
        if len(kept) > 1:
            self._when(state, sum(self.holds[person, one] for one in clique if one not in kept) == 0)
        elif state is True:
            self.cp.add_at_most_one(self.holds[person, one] for one in clique)
        else:
            self._when(state, sum(self.holds[person, one] for one in clique) <= 1)

    def _hours(self, person: str, numbers: Sequence[int]) -> None:
        if self.frame.is_lifted(Rule.HOURS, person):
            return
        state, policy = self._switch(Cause("hours", person)), self.frame.problem.policy
        by_day: dict[object, list[int]] = defaultdict(list)
        for one in numbers:
            by_day[self.frame.bundles[one].one.day].append(one)
        for together in by_day.values():
            self._limit(person, together, policy.day_min, state)
        if policy.total_min is not None:
            self._limit(person, numbers, policy.total_min, state)

    def _limit(self, person: str, numbers: Sequence[int], most: int, state: "State") -> None:
        minutes = {one: self.frame.bundles[one].one.span.minutes for one in numbers}
        if sum(minutes.values()) > most:
            kept = sum(minutes[one] for one in numbers if (person, one) in self.frame.kept)
            spent = sum(minutes[one] * self.holds[person, one] for one in numbers)
            self._when(state, spent <= max(most, kept))

    def _standing(self) -> None:
        for there, running, most in self.frame.standing():
            held = [
                self.holds[pair]
                for one in there
                for number in running
                if (pair := (one.id, number)) in self.holds
            ]
            if len(held) > most:
                self._when(self._switch(Cause("standing")), sum(held) <= most)

    def _places(self) -> None:
        for number, bundle in enumerate(self.frame.bundles):
            total, held = self.frame.total(number), self.in_bundle(number)
            self.cp.add(sum(held) <= total)
            self._when(self._switch(Cause("places", code=bundle.one.key)), sum(held) == total)


def settled(cp: "CpModel", seconds: float, work: float, *, presolve: bool = True) -> "tuple[str, CpSolver]":
    """Solve on one worker with a fixed seed: the same model gives the same answer.

    Args:
        cp: The model.
        seconds: Most time; where it runs out first, the answer depends on the machine.
        work: Most work, in the solver's own deterministic units, about a second each.
        presolve: Off where an assumption core is asked for.

    Returns:
        ``OPTIMAL``, ``FEASIBLE``, ``INFEASIBLE`` or ``UNKNOWN``, and the solver with its values.
    """
    from ortools.sat.python.cp_model import CpSolver

    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = max(seconds, 0.05)
    solver.parameters.max_deterministic_time = work
    solver.parameters.cp_model_presolve = presolve
    solver.parameters.linearization_level = 2
    solver.parameters.symmetry_level = 4
    return solver.status_name(solver.solve(cp)), solver
