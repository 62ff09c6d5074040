"""Problems that a form brings to light, from the day's record to acceptance (SVY-08..10, FRM-15).

``FOUND → CLASSIFIED → SLIP_ISSUED → RECTIFYING → ACCEPTED | REJECTED``; a rejected one goes on rectifying.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from domain.aggregate import on
from domain.errors import Reason, Term, reason, refuse
from domain.facts import Happened, TextRef
from domain.surveys import form_facts as facts
from domain.surveys.form_facts import ProblemKind
from domain.surveys.form_state import FormState

State = Literal["found", "classified", "slip_issued", "rectifying", "accepted", "rejected"]
STATE_TERMS: dict[State, Term] = {
    "found": Term("found"),
    "classified": Term("classified"),
    "slip_issued": Term("slip issued"),
    "rectifying": Term("being put right"),
    "accepted": Term("put right and accepted"),
    "rejected": Term("not accepted"),
}
_FROM: dict[State, Sequence[State]] = {
    "classified": ("found",),
    "slip_issued": ("classified",),
    "rectifying": ("slip_issued", "rejected"),
    "accepted": ("rectifying",),
    "rejected": ("rectifying",),
}


class Problem(msgspec.Struct, frozen=True):
    """One problem; ``since`` is when it reached its state."""

    what: TextRef
    found_at: datetime
    theme: str = ""
    state: State = "found"
    since: datetime | None = None
    kind: ProblemKind | None = None
    solution: TextRef | None = None
    ticket: str = ""


class Problems(FormState):
    """The problems of one form."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.problems: Mapping[int, Problem] = {}

    def find_problem(self, what: TextRef, theme: str, at: datetime) -> int:
        """Put a problem into the day's record; answers with its number."""
        number = len(self.problems) + 1
        self.record(facts.ProblemFound(problem=number, what=what, theme=theme), at)
        return number

    def classify(self, problem: int, kind: ProblemKind, solution: TextRef | None, at: datetime) -> None:
        """Say whose matter it is; departments give a first solution, the general management a final one (SVY-09).

        Raises:
            Refused: It was classified before, or the solution is missing.
        """
        obstacles = list(self.unready(problem, "classified"))
        if kind != "daily" and solution is None:
            obstacles.append(
                reason(
                    "The solution is missing.",
                    who=Term("estate office manager"),
                    verb=Term("write down what the departments or the general management decided"),
                )
            )
        refuse(obstacles)
        self.record(facts.ProblemClassified(problem=problem, kind=kind, solution=solution), at)

    def issue_slip(self, problem: int, ticket: str, at: datetime) -> None:
        """Send out a rectification slip; raises :class:`Refused` unless it is classified."""
        refuse(self.unready(problem, "slip_issued"))
        self.record(facts.SlipIssued(problem=problem, ticket=ticket), at)

    def begin_rectifying(self, problem: int, at: datetime) -> None:
        """Begin to put it right; raises :class:`Refused` before the slip."""
        refuse(self.unready(problem, "rectifying"))
        self.record(facts.RectificationBegun(problem=problem), at)

    def accept(self, problem: int, said: TextRef | None, at: datetime) -> None:
        """Accept the rectification; raises :class:`Refused` unless it is being put right."""
        refuse(self.unready(problem, "accepted"))
        self.record(facts.RectificationAccepted(problem=problem, said=said), at)

    def refuse_rectification(self, problem: int, why: TextRef, at: datetime) -> None:
        """Do not accept it; raises :class:`Refused` unless it is being put right."""
        refuse(self.unready(problem, "rejected"))
        self.record(facts.RectificationRejected(problem=problem, why=why), at)

    def unready(self, problem: int, to: State) -> Iterator[Reason]:
        """Why a problem cannot reach that state now."""
        found = self.problems.get(problem)
        if found is None:
            yield reason("Form {number} has no problem {problem}.", number=self.number, problem=problem)
        elif found.state not in _FROM[to]:
            yield reason(
                "Problem {problem} of form {number} is {state}; before that it must be {before}.",
                problem=problem,
                number=self.number,
                state=STATE_TERMS[found.state],
                before=[STATE_TERMS[one] for one in _FROM[to]],
            )

    def _move(self, problem: int, state: State, at: datetime, **more: object) -> None:
        moved = msgspec.structs.replace(self.problems[problem], state=state, since=at, **more)
        self.problems = {**self.problems, problem: moved}

    @on(facts.ProblemFound)
    def _on_found(self, fact: facts.ProblemFound, event: Happened) -> None:
        problem = Problem(fact.what, event.happened_at, fact.theme, since=event.happened_at)
        self.problems = {**self.problems, fact.problem: problem}

    @on(facts.ProblemClassified)
    def _on_classified(self, fact: facts.ProblemClassified, event: Happened) -> None:
        self._move(fact.problem, "classified", event.happened_at, kind=fact.kind, solution=fact.solution)

    @on(facts.SlipIssued)
    def _on_slip_issued(self, fact: facts.SlipIssued, event: Happened) -> None:
        self._move(fact.problem, "slip_issued", event.happened_at, ticket=fact.ticket)

    @on(facts.RectificationBegun)
    def _on_begun(self, fact: facts.RectificationBegun, event: Happened) -> None:
        self._move(fact.problem, "rectifying", event.happened_at)

    @on(facts.RectificationAccepted)
    def _on_accepted(self, fact: facts.RectificationAccepted, event: Happened) -> None:
        self._move(fact.problem, "accepted", event.happened_at)

    @on(facts.RectificationRejected)
    def _on_rejected_work(self, fact: facts.RectificationRejected, event: Happened) -> None:
        self._move(fact.problem, "rejected", event.happened_at)
