"""The problem record by day (FRM-15, RPT-D3): whose matter each is, its slip and ticket, until it is accepted."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from urllib.parse import urlencode

import streamlit as st

from console.campaignpage.ledger import Chip, Field, Row, Section, Verb
from console.surveywork import narrowed, words
from console.surveywork.address import FORM, PANEL, SURVEY
from console.surveywork.recording import cards
from console.surveywork.steps import allowed
from console.viewer import SITE_PARAMETER, Viewer
from domain.errors import Term
from domain.surveys.problems import STATE_TERMS, State
from projections.asking.moments import AsOf
from projections.surveys.form_rows import ProblemRow
from projections.surveys.record import survey_problems
from projections.surveys.whole_rows import WholeSurvey

LOOKS: dict[State, tuple[str, str]] = {
    "found": ("inbox", "soon"),
    "classified": ("pen", "open"),
    "slip_issued": ("slip", "open"),
    "rectifying": ("work", "open"),
    "accepted": ("met", "done"),
    "rejected": ("again", "late"),
}
OPEN: frozenset[State] = frozenset(STATE_TERMS) - {"accepted"}
PAGE, PAGE_ROWS = "survey.problems.page", 50
SHOWN = {"open": Term("open"), "all": Term("all"), **STATE_TERMS}


def draw(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    """Noting one, narrowing, and one card a day, the last day first."""
    found = survey_problems(viewer.house.views, site=viewer.site, code=survey.row.code, as_of=as_of)
    chosen = sorted(_narrowed(viewer, found), key=lambda one: one.day, reverse=True)
    held = Counter(one.day for one in chosen)
    pages = max(-(-len(chosen) // PAGE_ROWS), 1)
    first = PAGE_ROWS * (min(st.session_state.get(PAGE, 1), pages) - 1)
    days = [
        _day(viewer, survey, day, list(rows), held[day])
        for day, rows in groupby(chosen[first : first + PAGE_ROWS], lambda one: one.day)
    ]
    nothing = viewer.t("No problem fits.") if found else viewer.t("No form has brought a problem to light.")
    empty = Section("none", viewer.t("Problem record"), (), empty=nothing)
    note = adding(viewer, survey)
    cards(viewer, survey.row.code, [note, *(days or [empty])], "problems", past=as_of is not None)
    if pages > 1:
        st.pagination(pages, key=PAGE)


def _first_page() -> None:
    st.session_state[PAGE] = 1


def _narrowed(viewer: Viewer, found: Sequence[ProblemRow]) -> list[ProblemRow]:
    """By state and by day; without a choice those that are open."""
    t = viewer.t
    days = sorted({one.day for one in found}, reverse=True)
    narrowed.begin("state", "survey.problems.state", SHOWN)
    narrowed.begin("day", "survey.problems.day", days)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = st.selectbox(
            t("State"),
            list(SHOWN),
            key="survey.problems.state",
            format_func=lambda one: t(SHOWN[one]),
            width=200,
            on_change=narrowed.keep("state", "survey.problems.state", _first_page),
        )
        day = st.selectbox(
            t("Day"), days, None, key="survey.problems.day", format_func=viewer.translator.day,
            placeholder=t("any day"), width=200, on_change=narrowed.keep("day", "survey.problems.day", _first_page),
        )  # fmt: skip
    return [one for one in found if _fits(one, state, day)]


def _fits(one: ProblemRow, state: str, day: date | None) -> bool:
    states = OPEN if state == "open" else STATE_TERMS if state == "all" else {state}
    return one.state in states and day in (None, one.day)


def adding(viewer: Viewer, survey: WholeSurvey) -> Section | None:
    """A problem that is told later than the form was keyed; it still belongs to its form and household (SVY-08)."""
    t, show = viewer.t, viewer.translator.show
    themes = (("", t("nothing in particular")), *((one.code, show(one.name)) for one in survey.themes))
    fields = (
        Field("form", t("Form number"), "number"),
        Field("what", t("Problem"), "area"),
        Field("theme", t("It concerns"), "choice", required=False, options=themes),
    )
    verbs = allowed(viewer, Verb("find", t("Note a problem"), "survey.find_problem", fields))
    row = Row("problem:", t("A problem that a form brings to light"), verbs=verbs)
    return (
        Section("add", t("Note a problem"), (row,), folded=True) if verbs and survey.funnel.numbered else None
    )


def _day(viewer: Viewer, survey: WholeSurvey, day: date, rows: Sequence[ProblemRow], count: int) -> Section:
    """One day's card; ``count`` are all of the day, of which a page may hold a part."""
    told = tuple(row(viewer, survey, one) for one in rows)
    return Section(f"day {day}", viewer.translator.day(day), told, str(count))


def row(viewer: Viewer, survey: WholeSurvey, one: ProblemRow) -> Row:
    """One line of the record."""
    icon, tone = LOOKS[one.state]
    chip = Chip(icon, viewer.t(STATE_TERMS[one.state]), tone)
    title = one.what if one.what is not None else viewer.t(Term("erased"))
    return Row(
        f"problem:{one.form}/{one.problem}",
        title,
        tuple(_lines(viewer, survey, one)),
        chip,
        "soon" if one.state in ("found", "rejected") else "over" if one.state == "accepted" else "",
        allowed(viewer, *_verbs(viewer, one)),
        links(viewer, survey, one),
    )


def _lines(viewer: Viewer, survey: WholeSurvey, one: ProblemRow) -> list[str]:
    t, show = viewer.t, viewer.translator.show
    theme = next((show(each.name) for each in survey.themes if each.code == one.theme), "")
    at = datetime.fromtimestamp(one.found_at, UTC)
    found = t("found {at} by {name}", at=at, name=one.found_by_name or one.found_by)
    told = [" · ".join(part for part in (one.unit, theme, found) if part)]
    if not one.same_day:
        recorded = datetime.fromtimestamp(one.recorded_at, UTC)
        told.append(t("entered late, on {at}: it belongs into the record of its own day", at=recorded))
    if one.kind:
        whose = show(words.KINDS[one.kind])
        told.append(t("{whose}: {solution}", whose=whose, solution=one.solution) if one.solution else whose)
    return told


def _verbs(viewer: Viewer, one: ProblemRow) -> list[Verb]:
    """What comes next for a problem: FOUND → CLASSIFIED → SLIP_ISSUED → RECTIFYING → ACCEPTED | REJECTED (SVY-10)."""
    t, fixed = viewer.t, {"form": one.form, "problem": one.problem}
    kinds = tuple((code, t(said)) for code, said in words.KINDS.items())
    works = (("complaint", t("a complaint")), ("repair", t("a repair")), ("none", t("no ticket")))
    begin = Verb("begin", t("Begin to put it right"), "survey.begin_rectifying", (), fixed, main=True)
    if one.state == "found":
        solution = Field("solution", t("Solution, where it is no daily work"), "area", required=False)
        fields = (Field("kind", t("Whose matter"), "choice", value="daily", options=kinds), solution)
        return [
            Verb("classify", t("Say whose matter it is"), "survey.classify_problem", fields, fixed, main=True)
        ]
    if one.state == "classified":
        fields = (Field("ticket", t("Ticket"), "choice", value="complaint", options=works),)
        return [Verb("slip", t("Issue the slip"), "survey.issue_slip", fields, fixed, main=True)]
    if one.state in ("slip_issued", "rejected"):
        return [begin]
    if one.state == "rectifying":
        said = Field("said", t("Remark"), "area", required=False)
        why = Field("why", t("Why"), "area")
        return [
            Verb("accept", t("Accept"), "survey.accept_rectification", (said,), fixed, main=True),
            Verb("refuse", t("Do not accept"), "survey.refuse_rectification", (why,), fixed),
        ]
    return []


def links(viewer: Viewer, survey: WholeSurvey, one: ProblemRow) -> tuple[tuple[str, str], ...]:
    """The form, and the ticket that the slip opened."""
    here = {SITE_PARAMETER: viewer.site}
    asked = urlencode({SURVEY: survey.row.code, PANEL: "forms", FORM: one.form, **here})
    found = [(viewer.t("form {number}", number=one.form), f"/survey?{asked}")]
    if one.ticket:
        word = viewer.t("ticket {number}", number=one.ticket)
        if one.ticket_is_open is False:
            word = viewer.t("ticket {number}, closed", number=one.ticket)
        found.append((word, f"/ticket?{urlencode({'t': one.ticket, **here})}"))
    return tuple(found)
