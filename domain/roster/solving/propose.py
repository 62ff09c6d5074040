"""Propose a roster: complete where it can be, with few changes, little help and an even share; else say why not."""

from collections.abc import Iterable
from time import monotonic

from domain.roster.check import breaches
from domain.roster.problem import Assignment, Problem, Proposal
from domain.roster.solving.causes import explained
from domain.roster.solving.components import split
from domain.roster.solving.filling import Filling
from domain.roster.solving.frame import Frame
from domain.roster.solving.repairs import repairs
from domain.roster.solving.seats import seated


def propose(problem: Problem, previous: Iterable[Assignment] = (), *, seconds: float = 10.0) -> Proposal:
    """The best roster that was found; the same problem gives the same answer unless time runs out.

    In this order: fewest missing heads, those of a pair before others; fewest changes against ``previous``; least help
    of the reserve; nights, then hours, evenly; the same people at the same posts. What is kept stays, and where it
    contradicts the rules, the causes name it.

    Args:
        problem: The plan, the people, the policy, and what is kept.
        previous: The roster that people know already.
        seconds: Most time for the roster itself; why it is impossible comes on top.

    Rules: EXM-06, EXM-20, EXM-31, EXM-32.
    """
    before = {(one.duty, one.person) for one in previous}
    until = monotonic() + seconds
    assignments, gaps = list[Assignment](), dict[str, int]()
    for part in split(problem, before, until):
        frame = Frame(part)
        filling = Filling(frame, before, until - monotonic())
        filling.fill()
        filled = filling.share()
        assignments += seated(frame, filled, before)
        gaps |= filled.gaps(frame)
    roster = tuple(sorted(assignments))
    found = breaches(problem, {*roster, *problem.kept})
    wrong = [one for one in found if not one.is_gap and one.waiver is None]
    causes = (*(one.says for one in wrong), *explained(problem, gaps))
    return Proposal(roster, gaps, causes, repairs(problem, gaps, wrong))
