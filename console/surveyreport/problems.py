"""The problems that forms of a round brought to light: of a day (RPT-D3, FRM-15), and in the round's report."""

from collections.abc import Sequence
from datetime import date, datetime

from console.printing.document import Cell, Column, Document, Facts, Lines, Part, Section, Table, Words
from console.surveyreport import words
from console.surveyreport.telling import NOBODY, Telling
from console.wiring import House
from domain.errors import Refused, Term, reason
from projections.surveys.form_rows import ProblemRow
from projections.surveys.record import survey_problems

TITLE = Term("Survey problems of the day")
MARK = "RPT-D3"


def rows_of(house: House, one: Telling) -> list[ProblemRow]:
    """The problem record of the round at the report's moment."""
    return survey_problems(house.views, site=one.site, code=one.survey.row.code, as_of=one.as_of)


def day_of(one: Telling, rows: Sequence[ProblemRow]) -> date:
    """The day that the address names; else today while forms are out, afterwards the last day with a problem.

    Raises:
        Refused: It is no day.
    """
    if one.day:
        try:
            return date.fromisoformat(one.day)
        except ValueError:
            asked = one.day[:20]
            raise Refused(reason("“{asked}” is no day: write it like 2026-11-22.", asked=asked)) from None
    today = one.at.astimezone(one.speaks.zone).date()
    if one.survey.row.state == "in_field" or not rows:
        return today
    return max(row.day for row in rows)


def daily(house: House, one: Telling) -> Document:
    """Everything that was found on a day, with what became of it as known at the moment (SVY-08..10)."""
    t, every = one.t, rows_of(house, one)
    day = day_of(one, every)
    rows = [row for row in every if row.day == day]
    now = house.clock().astimezone(one.speaks.zone)
    known = t("as known at {at}, position {position} of the log", at=one.at, position=one.position)
    parts: list[Part] = [Facts(_facts(one, day, rows))]
    if rows:
        parts.append(_table(one, rows, with_day=False))
    else:
        parts.append(Words([Cell(t("No problem was found on {day}.", day=day))]))
    signed = Lines([t("Surveyor, date"), t("Received by (project manager), date")])
    return Document(
        lang="en" if one.speaks.language == "en" else "zh",
        title=t(TITLE),
        site=house.site(one.site).name,
        sections=[Section("", parts), *_other_days(one, every, day), Section("", [signed])],
        printed_at=now,
        foot=(t("Printed {at}", at=now), t("Demonstration data") if house.company.demo else ""),
        mark=MARK,
        standing=f"{one.survey.row.name} · {one.speaks.day(day)} · {known}",
        flipped=True,
    )


def _facts(one: Telling, day: date, rows: Sequence[ProblemRow]) -> list[tuple[str, list[Cell]]]:
    t, late = one.t, [row for row in rows if not row.same_day]
    to = one.to("problems", state="all", day=day.isoformat())
    return [
        (t("Day"), [Cell(one.speaks.day(day), strong=True)]),
        (t("Problems"), [Cell(str(len(rows)), to, strong=True)]),
        (t("Entered on the same day"), [Cell(str(len(rows) - len(late)), to)]),
        (t("Entered late"), [Cell(str(len(late)), to, strong=bool(late))]),
        (t("Not accepted yet"), [Cell(str(sum(row.state != "accepted" for row in rows)), to)]),
    ]


def _other_days(one: Telling, rows: Sequence[ProblemRow], day: date) -> list[Section]:
    """The other days of the round, each leading to its record."""
    days = sorted({row.day for row in rows} - {day})
    if not days:
        return []
    pairs = [
        (one.speaks.day(each), [Cell(str(sum(row.day == each for row in rows)), one.paper("problems", each))])
        for each in days
    ]
    return [Section(one.t("Other days of the round"), [Facts(pairs)])]


def section(one: Telling, rows: Sequence[ProblemRow]) -> Section:
    """Problems by state, then each with its slip and its ticket (SVY-08..10)."""
    t, found = one.t, one.survey.problems
    title = t("Problems and rectification")
    if not found:
        return Section(title, [Words([Cell(t("No problem was recorded."))])])
    pairs = [
        (t(said), [Cell(str(found[state]), one.to("problems", state=state), strong=True)])
        for state, said in words.PROBLEMS.items()
        if state in found
    ]
    pairs.append(
        (t("In all"), [Cell(str(sum(found.values())), one.to("problems", state="all"), strong=True)])
    )
    return Section(title, [Facts(pairs), _table(one, rows, with_day=True)])


def _table(one: Telling, rows: Sequence[ProblemRow], *, with_day: bool) -> Table:
    t = one.t
    columns = [
        *([Column(t("Found"), 1.5)] if with_day else []),
        Column(t("Form"), 0.7),
        Column(t("Household"), 1.1),
        Column(t("Problem"), 2.6),
        Column(t("Theme"), 1.2),
        Column(t("Whose matter"), 1.2),
        *([] if with_day else [Column(t("Solution"), 1.8)]),
        Column(t("State"), 1.2),
        Column(t("Rectification slip"), 1.5),
        Column(t("Ticket"), 1.7),
        *([] if with_day else [Column(t("Entered"), 1.5)]),
    ]
    return Table(columns, [_row(one, row, with_day=with_day) for row in rows])


def _row(one: Telling, row: ProblemRow, *, with_day: bool) -> list[Cell]:
    t = one.t
    themes = {theme.code: one.show(theme.name) for theme in one.survey.themes}
    slip = row.first.get("slip_issued")
    at = datetime.fromtimestamp(row.recorded_at, one.speaks.zone)
    who = row.found_by_name
    entered = t("same day, {who}", who=who) if row.same_day else t("late: {at}, {who}", at=at, who=who)
    found = [Cell(one.speaks.day(row.day), one.paper("problems", row.day))] if with_day else []
    solution = [] if with_day else [Cell(row.solution or "")]
    state = one.show(words.PROBLEMS[row.state])
    return [
        *found,
        Cell(str(row.form), one.form(row.form)),
        Cell(row.unit),
        Cell(one.said(row.what)),
        Cell(themes.get(row.theme, row.theme)),
        Cell(one.show(words.KINDS[row.kind]) if row.kind else t("not classified")),
        *solution,
        Cell(state, one.to("problems", state=row.state)),
        Cell(one.day_of(slip) if slip else NOBODY),
        Cell(row.ticket, one.ticket(row.ticket)) if row.ticket else Cell(NOBODY),
        *([] if with_day else [Cell(entered, strong=not row.same_day)]),
    ]
