"""Problems that come back with forms: into the day's record, judged, slips, put right, accepted (SVY-08..10)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from seed.demo import crew
from seed.demo.surveys.dealing import Dealt
from seed.demo.surveys.round import Round, RoundLife
from seed.demo.surveys.script import ProblemScript, script

WORK: Final = timedelta(minutes=70)


def problems(round_: Round, forms: Sequence[Dealt]) -> Iterator[RoundLife]:
    """Every problem of a round, each found on another form that came back on its day."""
    told = round_.told
    used: set[int] = set()
    for number, problem in enumerate(told.problems, start=1):
        day = told.back[problem.wave]
        form = next((one for one in forms if _fits(one, day) and one.number not in used), None)
        if form is not None:
            used.add(form.number)
            yield from _problem(round_, number, problem, form)


def _fits(form: Dealt, day: int) -> bool:
    return form.fate == "back" and form.back == day and not form.invalid


def _problem(round_: Round, number: int, told: ProblemScript, form: Dealt) -> Iterator[RoundLife]:
    name, day = f"problem{number}", form.back
    life = round_.life(name)

    def tell(do: str, at: datetime, by: str, **more: object) -> None:
        life.tell(do, at, by, form=form.number, **more)

    found = round_.came_back(day) + timedelta(minutes=5 + 7 * number)
    tell("find_problem", found, form.surveyor, what=told.what, theme=told.theme)
    solution = {"solution": told.solution} if told.solution else {}
    classified = round_.at(day + 1, 9, 10 + 5 * number)
    tell("classify_problem", classified, crew.MANAGER, problem=1, kind=told.kind, **solution)
    slip = classified + (timedelta(days=1) if told.kind == "suggestion" else timedelta(minutes=25))
    if told.ticket == "none":
        tell("issue_slip", slip, crew.MANAGER, problem=1, ticket="none")
    else:
        yield _ticket(round_, f"{name}-ticket", told, form, slip)
    head = crew.head_at(round_.at(day + 2, 10))
    tell("begin_rectifying", round_.at(day + 2, 13, number), head, problem=1)
    accepted = day + 8
    if told.again:
        tell("refuse_rectification", round_.at(accepted, 15), crew.COORDINATOR, problem=1, why=told.again)
        tell("begin_rectifying", round_.at(accepted + 1, 10), head, problem=1)
        accepted += 6
    tell("accept_rectification", round_.at(accepted, 15, number), crew.COORDINATOR, problem=1)
    yield life


def _ticket(round_: Round, part: str, told: ProblemScript, form: Dealt, at: datetime) -> RoundLife:
    """The slip that opens a ticket, and the ticket up to its close."""
    life = round_.life(part, ticket=True)
    life.tell("issue_slip", at, crew.MANAGER, form=form.number, problem=1, ticket=told.ticket)
    answered = at + timedelta(minutes=4)
    begun = answered + timedelta(minutes=25)
    helper = crew.AREA_OFFICERS[0]
    if told.ticket == "repair":
        helper, begun = crew.Technicians().send(begun, WORK)
    desk = crew.desk_at(answered)
    life.note("ticket.answer", answered, desk, what=script().ticket_answer)
    life.note("ticket.assign", answered + timedelta(minutes=1), desk, to=[helper])
    if told.ticket == "repair":
        life.note("ticket.arrive", begun - timedelta(minutes=2), helper)
    life.note("ticket.begin_work", begun, helper)
    done = begun + WORK
    life.note("ticket.finish", done, helper, result=script().ticket_done)
    life.note("ticket.close", done + timedelta(minutes=15), crew.desk_at(done + timedelta(minutes=15)))
    return life
