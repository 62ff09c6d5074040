"""The problem record of a survey by day, and the form that a ticket came from (FRM-15, SVY-08..10, RPT-D3)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

from domain.calendar import local_date
from domain.facts import Recorded
from domain.surveys.form import form_stream
from domain.surveys.form_facts import ProblemFound
from domain.surveys.problems import State
from domain.surveys.survey import survey_stream
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.members import names
from projections.surveys.form_rows import ProblemRow
from projections.surveys.forms import FORMS
from projections.surveys.problems import PROBLEMS, Course, courses
from projections.surveys.rounds import Held, held_survey
from projections.tickets.ledger import TICKETS


@question("survey_problems")
def survey_problems(
    views: Views,
    *,
    site: str,
    code: str,
    day: date | None = None,
    state: State | None = None,
    as_of: AsOf = None,
) -> list[ProblemRow]:
    """Problems that the forms of a survey brought to light, by the day on which they were found."""
    with views.snapshot(as_of) as snapshot:
        held = held_survey(snapshot, site, code)
        found = problem_lines(views, snapshot, site, code, held, courses(snapshot, site, code))
    return [one for one in found if day in (None, one.day) and state in (None, one.state)]


def problem_lines(
    views: Views, snapshot: Snapshot, site: str, code: str, held: Held, found: Iterable[Course]
) -> list[ProblemRow]:
    """Problems with their words, by the day on which they were found, then by form."""
    told = list(found)
    forms = {
        row["number"]: row
        for row in snapshot.of(
            FORMS,
            "survey",
            survey_stream(site, code),
            counting="number, unit, stratum",
            where="number IN :forms",
            forms=sorted({one.form for one in told}),
        )
    }
    texts = views.texts([one.found.what.id for one in told] + [_solution(one) for one in told])
    people = names(views, {one.finder for one in told})
    recorded = _recorded(views, site, code) if told else {}
    open_tickets = _tickets(snapshot, site, told)
    zone = ZoneInfo(held.zone)
    rows = [
        ProblemRow(
            form=one.form,
            problem=one.problem,
            unit=forms[one.form]["unit"],
            stratum=forms[one.form]["stratum"],
            theme=one.found.theme,
            what=texts.get(one.found.what.id),
            day=_day(one.first["found"], zone),
            found_at=one.first["found"],
            recorded_at=(at := recorded[one.form, one.problem]),
            same_day=_day(at, zone) == _day(one.first["found"], zone),
            found_by=one.finder,
            found_by_name=people.get(one.finder, one.finder),
            state=one.state,
            since=one.since,
            kind=one.classified.kind if one.classified else None,
            solution=texts.get(_solution(one)),
            ticket=one.ticket,
            ticket_is_open=open_tickets.get(one.ticket),
            first=one.first,
        )
        for one in told
    ]
    return sorted(rows, key=lambda row: (row.day, row.form, row.problem))


def _solution(one: Course) -> str:
    return one.classified.solution.id if one.classified and one.classified.solution else ""


def _day(instant: int, zone: ZoneInfo) -> date:
    return local_date(datetime.fromtimestamp(instant, UTC), zone)


def _recorded(views: Views, site: str, code: str) -> dict[tuple[int, int], int]:
    """When each problem of a round was recorded; read models see when things happened alone."""
    found: dict[tuple[int, int], int] = {}
    prefix, after = form_stream(site, code, 0)[: -len("00000")], 0
    while page := views.log.search(stream_prefix=prefix, name="form.problem_found", after=after):
        for event in page:
            if isinstance(event, Recorded) and isinstance(event.fact, ProblemFound) and event.recorded_at:
                key = int(event.originator_id.rpartition(":")[2]), event.fact.problem
                found[key] = int(event.recorded_at.timestamp())
        after = page[-1].position
    return found


def _tickets(snapshot: Snapshot, site: str, told: Iterable[Course]) -> dict[str, bool]:
    numbers = sorted({one.ticket for one in told if one.ticket})
    rows = snapshot.rows(TICKETS, "number IN :numbers AND site = :site", numbers=numbers, site=site)
    return {row["number"]: bool(row["is_open"]) for row in rows}


class Origin(msgspec.Struct, frozen=True):
    """The problem of a form whose slip opened a ticket."""

    survey: str
    form: int
    problem: int


def origin_of(views: Views, *, site: str, number: str, as_of: AsOf = None) -> Origin | None:
    """The survey's form that a ticket came from; ``None`` for any other ticket."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.added(PROBLEMS, "ticket = :ticket", ticket=f"{site}:{number}")
    return next((Origin(row["survey"].split(":", 2)[2], row["form"], row["problem"]) for row in rows), None)
