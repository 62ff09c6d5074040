"""Why a roster cannot be complete: smallest sets of causes, each checked by solving again."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from domain.errors import Reason, reason
from domain.roster.check import hours
from domain.roster.problem import Policy, Problem
from domain.roster.solving.components import around
from domain.roster.solving.frame import Cause, Frame
from domain.roster.solving.model import Model, settled

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

    from domain.roster.solving.model import State

GENERAL = ("rest", "day_and_night", "hours")
"""Rules that are named once for all whom they bind."""
MOST_CORES = 3
MOST_SECONDS, MOST_WORK = 2.0, 0.5
LAST_TO_GO = ("kept", "away", "skill", "reserve", "standing", "hours", "day_and_night", "rest", "places")
"""Which causes are tried without first: what stays is what a coordinator thinks of first."""


class Core(NamedTuple):
    """Causes that together are impossible; without any one of them, the others are possible."""

    frame: Frame
    causes: tuple[Cause, ...]


def explained(problem: Problem, gaps: Mapping[str, int]) -> tuple[Reason, ...]:
    """For each shortage one sentence that sums it up, then its causes; nothing is said twice.

    Args:
        problem: The whole problem.
        gaps: Missing heads of its proposal, by duty key.
    """
    said = [one for core in cores(problem, gaps) for one in (_summary(core, gaps), *_said(core))]
    return tuple(one for number, one in enumerate(said) if one not in said[:number])


def cores(problem: Problem, gaps: Mapping[str, int]) -> list[Core]:
    """For each group with missing heads one set of causes of its own, where it has one, and up to three in all.

    The reserve is looked at with the groups that it could help, so that its standing aside can be a cause, and what
    only several groups together cannot hold is told, too. No two sets have a place in common.
    """
    found, done = list[Core](), set[str]()
    for group in sorted({one.group for one in problem.duties if one.key in gaps}):
        if group in done:
            continue
        part = around(problem, [group], monotonic() + MOST_SECONDS)
        done |= {one.group for one in part.duties}
        short = {one.group for one in part.duties if one.key in gaps}
        found += _disjoint(Frame(part), sorted(short))
    return found


def _disjoint(frame: Frame, short: Sequence[str]) -> list[Core]:
    """Sets that have no place in common: first one for each of several groups, then those of all together."""
    found, wanted = list[Core](), _all_causes(frame)
    alone = short if len(short) > 1 else ()
    for group in (*alone, *[None] * MOST_CORES):
        if group is None and len(found) >= MOST_CORES:
            break
        asked = [one for one in wanted if group is None or _concerns(frame, one, group)]
        if core := _core(frame, asked):
            found.append(Core(frame, core))
            wanted = [one for one in wanted if one.kind != "places" or one not in core]
        elif group is None:
            break
    return found


def _concerns(frame: Frame, cause: Cause, group: str) -> bool:
    """Whether it is one of the group's places, or no place at all."""
    return cause.kind != "places" or frame.bundles[frame.place[cause.code]].one.group == group


def is_possible(frame: Frame, causes: Iterable[Cause]) -> bool | None:
    """Whether these causes can hold together; ``None`` where that was not found out in time."""
    wanted = frozenset(causes)
    model = Model(frame, lambda cause: _general(cause) in wanted)
    status, _ = settled(model.cp, MOST_SECONDS, MOST_WORK)
    return {"OPTIMAL": True, "FEASIBLE": True, "INFEASIBLE": False}.get(status)


def _general(cause: Cause) -> Cause:
    return Cause(cause.kind) if cause.kind in GENERAL else cause


def _all_causes(frame: Frame) -> list[Cause]:
    """Everything that binds; the reserve stands aside only where policy says so."""
    asked: dict[Cause, None] = {}

    def switch(cause: Cause) -> bool:
        if cause.kind != "reserve" or not frame.problem.policy.with_reserve:
            asked[_general(cause)] = None
        return False

    Model(frame, switch)
    return list(asked)


def _core(frame: Frame, causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """A set of causes of which none can be left out; empty where they can all hold, or nobody knows."""
    if is_possible(frame, causes) is not False:
        return ()
    first = _sufficient(frame, causes)
    start = first if first and is_possible(frame, first) is False else list(causes)
    order = sorted(start, key=lambda one: (LAST_TO_GO.index(one.kind), one))
    other = sorted(start, key=lambda one: (one.kind != "places", LAST_TO_GO.index(one.kind), one))
    return min((_shrunk(frame, start, one) for one in (order, other)), key=len)


def _shrunk(frame: Frame, causes: Collection[Cause], order: Iterable[Cause]) -> tuple[Cause, ...]:
    """Without each that can be left out, tried in this order."""
    left = list(causes)
    for cause in order:
        fewer = [one for one in left if one != cause]
        if is_possible(frame, fewer) is False:
            left = fewer
    return tuple(left)


def _sufficient(frame: Frame, causes: Iterable[Cause]) -> list[Cause]:
    """The solver's own core: not always right and seldom smallest, so its caller checks and shrinks it.

    Without presolve and on one worker, see google/or-tools #5141, #2571 and #4109.
    """
    from ortools.sat.python.cp_model import CpModel

    literals: dict[Cause, IntVar] = {}
    allowed = frozenset(causes)

    def switch(cause: Cause) -> "State":
        general = _general(cause)
        if general not in allowed:
            return False
        if general not in literals:
            literals[general] = cp.new_bool_var("")
        return literals[general]

    cp = CpModel()
    Model(frame, switch, cp)
    cp.add_assumptions(list(literals.values()))
    status, solver = settled(cp, MOST_SECONDS, MOST_WORK, presolve=False)
    if status != "INFEASIBLE":
        return []
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return [cause for cause, literal in literals.items() if literal.index in named]


def _summary(core: Core, gaps: Mapping[str, int]) -> Reason:
    """How many people there are for how many places, and where they are missing."""
    frame, named = core.frame, set(core.causes)
    bundles = [
        number for number, one in enumerate(frame.bundles) if Cause("places", code=one.one.key) in named
    ]
    able = {
        person
        for (person, number), bars in frame.bars.items()
        if number in bundles and not named.intersection(bars)
    }
    missing = {
        number: sum(gaps.get(one.key, 0) for one in frame.bundles[number].duties) for number in bundles
    }
    return reason(
        "{groups}: {people} people cannot hold {heads} places; {missing} too few, from {begins}.",
        groups=sorted({frame.bundles[number].one.group for number in bundles}),
        people=len(able),
        heads=sum(frame.total(number) for number in bundles),
        missing=sum(missing.values()),
        begins=sorted({frame.bundles[number].one.span.begins for number, count in missing.items() if count}),
    )


def _said(core: Core) -> Iterator[Reason]:
    """Each cause in the coordinator's words, the places first and in the order of time."""
    order = LAST_TO_GO[::-1]
    number = core.frame.place
    for cause in sorted(
        core.causes, key=lambda one: (order.index(one.kind), number.get(one.code, 0), one.person)
    ):
        yield _worded(core.frame, cause)


def _worded(frame: Frame, cause: Cause) -> Reason:
    match cause.kind:
        case "places":
            bundle = frame.bundles[frame.place[cause.code]]
            return reason(
                "Needed from {begins} at {posts}: {heads}.",
                heads=frame.total(frame.place[cause.code]),
                begins=bundle.one.span.begins,
                posts=[one.post for one in bundle.duties],
            )
        case "away":
            return reason("{person} is away from {begins}.", person=cause.person, begins=cause.at)
        case "skill":
            return reason("Not everybody holds the skill that is asked for: {skill}.", skill=cause.code)
        case "kept":
            duty = next(one for one in frame.problem.duties if one.key == cause.code)
            return reason(
                "{person} is put by hand at {post} from {begins}.",
                person=cause.person,
                post=duty.post,
                begins=duty.span.begins,
            )
        case _:
            return _rule(frame.problem.policy, cause)


def _rule(policy: Policy, cause: Cause) -> Reason:
    match cause.kind:
        case "rest":
            return reason("Everybody rests {least} h between two turns.", least=hours(policy.rest_min))
        case "day_and_night":
            return reason("Nobody has a day and a night turn of the same date.")
        case "reserve":
            return reason("The reserve may not help the other groups.")
        case "standing":
            return reason("{least} of the reserve stay free at any time.", least=policy.standing_reserve)
        case _ if policy.total_min is None:
            return reason("Nobody is on duty for more than {most} h a day.", most=hours(policy.day_min))
        case _:
            return reason(
                "Nobody is on duty for more than {most} h a day and {total} h in all.",
                most=hours(policy.day_min),
                total=hours(policy.total_min),
            )
