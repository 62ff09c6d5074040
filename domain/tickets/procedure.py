"""A written procedure: its steps, who may take each, what each needs, and what an order of times cannot be.

A step may be recorded late, and one not yet recorded is a gap that can be filled; but what a step *needs* must be on
record before it, and no two steps may stand in an order of time that could not have happened (CAL-11, section 3.10).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from domain.errors import Reason, Term, reason
from domain.facts import Fact
from domain.roles import TERMS, Role


class Step(msgspec.Struct, frozen=True):
    """One step of a procedure.

    Attributes:
        code: Its mark in clocks and read models.
        fact: The fact that records it.
        term: Its name as people say it.
        verb: What somebody does to take it.
        do: The command that takes it.
        roles: Who may take it; the first is named where it is missing.
        needs: Steps that must be on record before it, outright.
        follows: Steps that cannot have happened after it.
        optional: Its absence is no gap.
        repeats: It may be taken more than once in a round.
    """

    code: str
    fact: type[Fact]
    term: Term
    verb: Term
    do: str
    roles: tuple[Role, ...]
    needs: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    optional: bool = False
    repeats: bool = False


class Procedure:
    """The steps of one kind of ticket, by code and by fact, with the closed order between them."""

    def __init__(self, *steps: Step) -> None:
        self.steps = {step.code: step for step in steps}
        self.by_fact = {step.fact: step for step in steps}
        self.earlier = {step.code: frozenset(self._ancestors(step.code)) for step in steps}

    def _ancestors(self, code: str) -> Iterator[str]:
        step = self.steps[code]
        for parent in {*step.needs, *step.follows}:
            yield parent
            yield from self._ancestors(parent)

    def missing(self, step: Step, first: Mapping[str, datetime]) -> Iterator[Reason]:
        """One reason for each needed step that is not on record; ``first`` is each step's first instant."""
        for code in step.needs:
            if code not in first:
                yield missing(self.steps[code])

    def contradictions(self, step: Step, at: datetime, first: Mapping[str, datetime]) -> Iterator[Reason]:
        """What ``step`` at ``at`` could not have come before, and what not after; at most one reason each.

        Of several such steps the latest is named, or the earliest: a time that clears it clears them all. A step that
        is taken again may come after what followed its first time: a second technician is sent.
        """
        again = step.repeats and step.code in first and first[step.code] <= at
        before = [
            (known, code) for code, known in first.items() if code in self.earlier[step.code] and known > at
        ]
        after = [
            (known, code)
            for code, known in first.items()
            if not again and code in self.steps and step.code in self.earlier[code] and known < at
        ]
        for known, code in (*sorted(before)[-1:], *sorted(after)[:1]):
            yield contradiction(step, at, self.steps[code], known)

    def gaps(self, path: Iterable[str], first: Mapping[str, datetime]) -> list[str]:
        """Steps of a path that somebody went past without a record, in order; an optional one passes nothing."""
        codes = [code for code in path if not self.steps[code].optional]
        taken = [index for index, code in enumerate(codes) if code in first]
        last = taken[-1] if taken else -1
        return [code for code in codes[:last] if code not in first]


def missing(step: Step) -> Reason:
    return reason(
        "“{step}” is not on record yet.", who=TERMS[step.roles[0]], verb=step.verb, do=step.do, step=step.term
    )


def contradiction(step: Step, at: datetime, other: Step, known: datetime) -> Reason:
    if known > at:
        return reason(
            "“{step}” at {at} cannot come before “{other}”, which is on record at {known}.",
            who=Term("you"),
            verb=Term("check the time"),
            step=step.term,
            at=at,
            other=other.term,
            known=known,
        )
    return reason(
        "“{step}” at {at} cannot come after “{other}”, which is on record at {known}.",
        who=Term("you"),
        verb=Term("check the time"),
        step=step.term,
        at=at,
        other=other.term,
        known=known,
    )
