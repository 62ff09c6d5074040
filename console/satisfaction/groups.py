"""The chosen round by question, building or surveyor, against the round before it where that can be compared."""

from collections.abc import Mapping, Sequence

import altair as alt
import msgspec
import streamlit as st

from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.plain import plain
from console.satisfaction import words
from console.satisfaction.address import BY, behind
from console.satisfaction.chart_rows import Part
from console.satisfaction.charts import parts
from console.satisfaction.verdicts import VERDICTS, verdict
from console.viewer import Viewer
from domain.errors import Term
from projections.surveys.rows import Figure
from projections.surveys.trend_rows import Changed, Trend

TOLD: Mapping[str, Term] = {
    "themes": Term("By question"),
    "strata": Term("By building"),
    "surveyors": Term("By surveyor"),
}
BEHIND: Mapping[str, str] = {"themes": "theme", "strata": "stratum", "surveyors": "surveyor"}
"""By what each order narrows the forms behind its figures."""


class Row(msgspec.Struct, frozen=True):
    """One question, building or surveyor, by its code and name."""

    code: str
    name: str
    figure: Figure | None
    change: Changed | None = None


def draw(viewer: Viewer, found: Trend, ink: str) -> None:
    """Draw the order that was chosen."""
    t = viewer.t
    by = st.segmented_control(
        t("Order"), list(TOLD), default="themes", key=f"satisfaction.{BY}", required=True,
        format_func=lambda one: t(TOLD[one]), label_visibility="collapsed",
    )  # fmt: skip
    rows = _rows(viewer, found, by or "themes")
    st.caption(_reading(viewer, found, rows))
    if any(one.figure for one in rows):
        st.altair_chart(chart(viewer, found, by or "themes", ink), width="stretch")
    silent = [one.name for one in rows if one.figure is None]
    if silent:
        st.caption(t("No valid form from: {names}", names=[plain(one) for one in silent]))
    with st.expander(t("As a table")):
        headings = [
            t(TOLD[by or "themes"]),
            t("Satisfied"),
            t("Share satisfied"),
            t("95 % interval"),
            t("Against the round before"),
        ]
        narrowed = BEHIND[by or "themes"]
        tables.table(headings, [_line(viewer, found, narrowed, one) for one in rows], figures=(1, 2))


def chart(viewer: Viewer, found: Trend, by: str, ink: str) -> alt.LayerChart:
    """Whatever has a figure in that order, the highest first."""
    rows = _rows(viewer, found, by)
    told = [_part(viewer, one.name, one.figure, one.change) for one in rows if one.figure is not None]
    return parts(told, ink)


def _rows(viewer: Viewer, found: Trend, by: str) -> list[Row]:
    """Questions, buildings or surveyors, the highest share first."""
    return sorted(_listed(viewer, found, by), key=lambda one: -(one.figure.share if one.figure else -1))


def _listed(viewer: Viewer, found: Trend, by: str) -> list[Row]:
    if by == "strata":
        return [Row(one.name, one.name, one.satisfaction, one.change) for one in found.strata]
    if by == "surveyors":
        return [Row(one.account, one.name, one.satisfaction) for one in found.surveyors]
    show = viewer.translator.show
    return [Row(one.code, show(one.name), one.satisfaction, one.change) for one in found.themes]


def _reading(viewer: Viewer, found: Trend, rows: Sequence[Row]) -> str:
    t = viewer.t
    before = next((one for one in found.rounds if one.code == found.before), None)
    if before is None or not any(one.change and one.change.difference is not None for one in rows):
        return t("● now with its 95 % interval")
    month = words.of_month(viewer, before.starts)
    return t(
        "● now with its 95 % interval · ○ {round} · all verdicts hold together at 95 % (Holm)", round=month
    )


def _part(viewer: Viewer, name: str, figure: Figure, change: Changed | None) -> Part:
    before = figure.share - change.difference if change and change.difference is not None else None
    said = words.figure(figure.share)
    if change is not None and change.verdict in ("better", "worse"):
        said = f"{viewer.t(VERDICTS[change.verdict])} {said}"
    return Part(
        name=name,
        said=said,
        share=100 * figure.share,
        low=100 * figure.low,
        high=100 * figure.high,
        before=100 * before if before is not None else None,
        story=f"{name}: {words.told(viewer, figure)}" + (f"; {verdict(viewer, change)}" if change else ""),
    )


def _line(viewer: Viewer, found: Trend, narrowed: str, one: Row) -> list[Cell]:
    """Its figures; the number of the satisfied leads to their forms."""
    figure, told = one.figure, verdict(viewer, one.change) if one.change else ""
    if figure is None:
        return [one.name, "", viewer.t("no valid form"), "", told]
    by = {"theme": found.theme, "satisfied": "yes", narrowed: one.code}
    return [
        one.name,
        Link(
            viewer.t("{happy} of {answered}", happy=figure.happy, answered=figure.answered),
            behind(viewer, found.chosen, **by),
        ),
        words.percent(viewer, figure.share),
        words.between(viewer, figure.low, figure.high),
        told,
    ]
