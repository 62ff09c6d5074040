"""The chosen round by question, building or surveyor, against the round before it where that can be compared."""

from collections.abc import Mapping, Sequence

import streamlit as st

from console.fileroom import tables
from console.satisfaction import words
from console.satisfaction.address import BY
from console.satisfaction.charts import Part, parts
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
Row = tuple[str, Figure | None, Changed | None]


def draw(viewer: Viewer, found: Trend, ink: str) -> None:
    """Draw the order that was chosen."""
    t = viewer.t
    by = st.segmented_control(
        t("Order"), list(TOLD), default="themes", key=f"satisfaction.{BY}", required=True,
        format_func=lambda one: t(TOLD[one]), label_visibility="collapsed",
    )  # fmt: skip
    rows = sorted(_rows(viewer, found, by or "themes"), key=lambda one: -(one[1].share if one[1] else -1))
    st.caption(_reading(viewer, found, rows))
    told = [_part(viewer, name, figure, change) for name, figure, change in rows if figure is not None]
    if told:
        st.altair_chart(parts(told, ink), width="stretch")
    silent = [name for name, figure, _ in rows if figure is None]
    if silent:
        st.caption(t("No valid form from: {names}", names=[words.plain(one) for one in silent]))
    with st.expander(t("As a table")):
        headings = [
            t(TOLD[by or "themes"]),
            t("Satisfied"),
            t("Share satisfied"),
            t("95 % interval"),
            t("Against the round before"),
        ]
        tables.table(headings, [_line(viewer, *one) for one in rows], figures=(1, 2))


def _rows(viewer: Viewer, found: Trend, by: str) -> list[Row]:
    if by == "strata":
        return [(one.name, one.satisfaction, one.change) for one in found.strata]
    if by == "surveyors":
        return [(one.name, one.satisfaction, None) for one in found.surveyors]
    return [(viewer.translator.show(one.name), one.satisfaction, one.change) for one in found.themes]


def _reading(viewer: Viewer, found: Trend, rows: Sequence[Row]) -> str:
    t = viewer.t
    before = next((one for one in found.rounds if one.code == found.before), None)
    if before is None or not any(change and change.difference is not None for _, _, change in rows):
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


def _line(viewer: Viewer, name: str, figure: Figure | None, change: Changed | None) -> list[str]:
    if figure is None:
        return [name, "", viewer.t("no valid form"), "", verdict(viewer, change) if change else ""]
    return [
        name,
        viewer.t("{happy} of {answered}", happy=figure.happy, answered=figure.answered),
        words.percent(viewer, figure.share),
        words.between(viewer, figure.low, figure.high),
        verdict(viewer, change) if change else "",
    ]
