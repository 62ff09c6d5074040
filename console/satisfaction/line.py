"""The line of a kind of survey: the finding as its title, the chart, its events, and the same as a table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import altair as alt
import streamlit as st

from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.plain import plain
from console.satisfaction import words
from console.satisfaction.address import address, behind
from console.satisfaction.chart_rows import Mark, Point
from console.satisfaction.charts import trend
from console.satisfaction.verdicts import obstacles, verdict
from console.viewer import Viewer
from projections.surveys.rows import Figure
from projections.surveys.trend_rows import Changed, Reported, RoundPoint, Trend


def draw(viewer: Viewer, found: Trend, ink: str, *, past: bool) -> None:
    """Draw the line with what it says."""
    t = viewer.t
    rounds = _measured(found)
    chosen = next((one for one in rounds if one.code == found.chosen), None)
    st.markdown(
        f"**{_finding(viewer, found, chosen)}**" if chosen else f"**{t('No round has answers yet')}**"
    )
    if not rounds:
        return
    st.caption(plain(_reading(viewer, found, rounds, past=past)))
    marks = _marks(viewer, found, rounds)
    st.altair_chart(chart(viewer, found, ink), width="stretch")
    if marks:
        st.caption("　".join(f"({mark.number}) {plain(mark.story)}" for mark in marks))
    with st.expander(t("As a table")):
        _table(viewer, found, rounds)


def chart(viewer: Viewer, found: Trend, ink: str) -> alt.LayerChart:
    """The line of the rounds that have a figure, with its marks."""
    rounds = _measured(found)
    return trend(_points(viewer, rounds), _marks(viewer, found, rounds), ink)


def _measured(found: Trend) -> list[RoundPoint]:
    return [one for one in found.rounds if one.satisfaction is not None]


def _finding(viewer: Viewer, found: Trend, one: RoundPoint) -> str:
    """What the chosen round says, as a sentence."""
    t, figure = viewer.t, one.satisfaction
    said = t("{round}: no valid form", round=words.of_month(viewer, one.starts))
    if figure is not None:
        share = words.share(viewer, figure, one.target)
        said = t("{round}: {share} satisfied", round=words.of_month(viewer, one.starts), share=share)
    if one.state == "in_field":
        said = t("{finding} so far, the round is in the field", finding=said)
    told = [said, *filter(None, [_restated(viewer, one)])]
    if one.change is not None:
        told.append(_against(viewer, found, one.change))
    return ("，" if viewer.translator.language == "zh" else ", ").join(told)


def _against(viewer: Viewer, found: Trend, change: Changed) -> str:
    """The verdict with the round that it speaks of; that need not be the one half a year ago."""
    said = verdict(viewer, change)
    before = next((one for one in found.rounds if one.code == change.before), None)
    if before is None:
        return said
    return viewer.t("against {round}: {verdict}", round=words.of_month(viewer, before.starts), verdict=said)


def _restated(viewer: Viewer, one: RoundPoint) -> str:
    then, now = one.reported, one.satisfaction
    if then is None or not then.restated or then.figure is None or now is None:
        return ""
    moved, day = now.share - then.figure.share, _day(viewer, then)
    by = words.figure(abs(moved))
    if not moved:
        return viewer.t("the same share as reported on {day}, of other forms", day=day)
    if moved < 0:
        return viewer.t("{by} points below the figure reported on {day}", by=by, day=day)
    return viewer.t("{by} points above the figure reported on {day}", by=by, day=day)


def _reading(viewer: Viewer, found: Trend, rounds: Sequence[RoundPoint], *, past: bool) -> str:
    t, last = viewer.t, rounds[-1]
    theme = viewer.translator.show(found.theme_name) if found.theme_name else found.theme
    told = [
        t("{theme}: share of valid forms with {from_} or more of {points}", theme=theme, from_=last.happy_from,
          points=last.points),
        t("bars are 95 % intervals for the whole base"),
        t("● known then") if past else t("● known now"),
    ]  # fmt: skip
    if any(one.reported and one.reported.restated for one in rounds):
        told.append(t("◇ as reported"))
    return " · ".join(told)


def _points(viewer: Viewer, rounds: Sequence[RoundPoint]) -> list[Point]:
    points: list[Point] = []
    stretch = 0
    for one in rounds:
        stretch += one.breaks or one.state == "in_field"
        if one.satisfaction is None:
            continue
        now, then = one.satisfaction, one.reported
        was = then.figure if then and then.restated else None
        points.append(
            Point(
                day=one.starts.toordinal(),
                label=(
                    words.of_month(viewer, one.starts),
                    viewer.t("{valid} of {base}", valid=now.answered, base=one.base),
                ),
                said=_said(viewer, one, now),
                share=100 * now.share,
                low=100 * now.low,
                high=100 * now.high,
                stretch=stretch,
                reported=100 * was.share if was else None,
                reported_said=words.digits(was, one.target) if was else "",
                story=f"{one.name}: {words.told(viewer, now)}",
            )
        )
    return points


def _said(viewer: Viewer, one: RoundPoint, now: Figure) -> str:
    figure = words.digits(now, one.target)
    return viewer.t("{figure} so far", figure=figure) if one.state == "in_field" else figure


def _marks(viewer: Viewer, found: Trend, rounds: Sequence[RoundPoint]) -> list[Mark]:
    """Events and breaks by their day, numbered from 1; a break lies half-way to the round that it comes before."""
    told: list[tuple[int, bool, str]] = []
    for one in found.marks:
        said = _event(viewer, found, one.what or viewer.t("erased"), one.after)
        told.append((one.on.toordinal(), False, said))
    for earlier, one in pairwise(rounds):
        if one.breaks and one.change is not None:
            day = (earlier.starts.toordinal() + one.starts.toordinal()) // 2
            why = viewer.t("line broken, do not compare across: {why}", why=obstacles(viewer, one.change))
            told.append((day, True, why))
    return [
        Mark(day, number, breaks=breaks, story=story)
        for number, (day, breaks, story) in enumerate(sorted(told), 1)
    ]


def _event(viewer: Viewer, found: Trend, said: str, after: str) -> str:
    """An event with what the next round says; that it caused anything is for the reader to judge."""
    one = next((each for each in found.rounds if each.code == after), None)
    if one is None or one.change is None:
        return said
    return viewer.t("{event} (next round: {verdict})", event=said, verdict=verdict(viewer, one.change))


def _table(viewer: Viewer, found: Trend, rounds: Sequence[RoundPoint]) -> None:
    t = viewer.t
    headings = [
        *(t("Round"), t("Base"), t("Issued"), t("Returned"), t("Valid"), t("Satisfied"), t("95 % interval")),
        *(t("As reported"), t("Against the round before"), t("If the silent were all unhappy or happy")),
    ]
    rows = [_row(viewer, found.theme, one) for one in reversed(rounds)]
    tables.table(headings, rows, figures=(1, 2, 3, 4, 5))


def _row(viewer: Viewer, theme: str, one: RoundPoint) -> list[Cell]:
    now, then = one.satisfaction, one.reported
    silent = one.of_base or one.of_issued
    return [
        Link(one.name, address(viewer, one.code)),
        *(str(count) for count in (one.base, one.issued, one.returned, one.valid)),
        Link(words.share(viewer, now, one.target), behind(viewer, one.code, theme=theme, satisfied="yes"))
        if now
        else "",
        words.between(viewer, now.low, now.high) if now else "",
        f"{words.share(viewer, then.figure, one.target)} ({_day(viewer, then)})"
        if then and then.figure
        else "",
        verdict(viewer, one.change) if one.change else "",
        words.between(viewer, silent.low, silent.high) if silent else "",
    ]


def beside(viewer: Viewer, found: Trend) -> None:
    """The service that customers had before each round: limits kept, and tickets that had to be opened again."""
    t = viewer.t
    rounds = [one for one in found.rounds if one.beside.tickets or one.beside.kept or one.beside.missed]
    st.markdown(f"**{t('Service before each round')}**")
    if not rounds:
        st.caption(t("No tickets are on record before these rounds."))
        return
    last = rounds[-1].beside
    st.caption(t("For {round}: tickets from {first} to {last}", round=words.of_month(viewer, rounds[-1].starts),
                 first=last.begins, last=last.ends))  # fmt: skip
    headings = [t("Round"), t("Satisfied"), t("Limits kept"), t("Reopened tickets")]
    lines = [[words.of_month(viewer, one.starts), *_service(viewer, one)] for one in reversed(rounds)]
    tables.table(headings, lines, figures=(1, 2, 3))


def _service(viewer: Viewer, one: RoundPoint) -> list[str]:
    t, kept = viewer.t, one.beside.kept + one.beside.missed
    return [
        words.share(viewer, one.satisfaction, one.target) if one.satisfaction else "",
        t("{kept} of {all}", kept=one.beside.kept, all=kept) if kept else "",
        t("{reopened} of {tickets}", reopened=one.beside.reopened, tickets=one.beside.tickets)
        if one.beside.tickets
        else "",
    ]


def _day(viewer: Viewer, then: Reported) -> str:
    return viewer.translator.day(datetime.fromtimestamp(then.at, UTC).astimezone(viewer.zone).date())
