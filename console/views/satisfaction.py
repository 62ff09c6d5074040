"""Satisfaction of one kind of survey, round by round, as far as the answers bear it (SVY-14)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from console.fileroom import tables
from console.moments import AS_OF, moment_of
from console.plain import plain
from console.satisfaction import export, groups, line, standing
from console.satisfaction.address import KIND, ROUND, THEME
from console.surveywork.address import go, still_then
from console.surveywork.words import BASES
from console.viewer import Viewer
from console.views import frame
from console.views.as_of import as_of_entry, say_then
from domain.errors import Refused
from domain.operations.surveys import PLAN
from projections.asking.moments import AsOf
from projections.surveys.agenda import surveys
from projections.surveys.rows import KindRow, Surveys
from projections.surveys.satisfaction import satisfaction
from projections.surveys.survey import survey
from projections.surveys.trend_rows import Trend

INKS: Mapping[str, str] = {"light": "#47524D", "dark": "#B3BEB9"}
"""Ink of the axes, which cannot ask the theme themselves."""


def draw(viewer: Viewer) -> None:
    """Draw the line of the kind that the address names, and one of its rounds beside it, now or as of a moment."""
    query = st.query_params
    try:
        as_of = moment_of(query.get(AS_OF, ""), viewer.zone)
        held = surveys(viewer.house.views, site=viewer.site, as_of=as_of)
        kind = query.get(KIND, "") or _usual(held.kinds)
        chosen = query.get(ROUND, "") or _finished(held, kind)
        found = satisfaction(
            viewer.house.views,
            site=viewer.site,
            kind=kind,
            theme=query.get(THEME, ""),
            chosen=chosen,
            as_of=as_of,
        )
    except Refused as refusal:
        _not_here(viewer, refusal)
        return
    tables.style()
    standing.style()
    _head(viewer, found, held.kinds, as_of)
    if not found.rounds:
        _nothing(viewer)
        return
    ink = INKS.get(st.context.theme.type or "light", INKS["light"])
    left, right = st.columns([2, 1], gap="small")
    with left:
        with st.container(border=True, key="satisfaction-line"):
            line.draw(viewer, found, ink, past=as_of is not None)
        if found.chosen:
            with st.container(border=True, key="satisfaction-groups"):
                groups.draw(viewer, found, ink)
    with right:
        if found.chosen:
            _beside(viewer, found.chosen, as_of, ink)
        with st.container(border=True, key="satisfaction-service"):
            line.beside(viewer, found)


def _beside(viewer: Viewer, code: str, as_of: AsOf, ink: str) -> None:
    whole = survey(viewer.house.views, site=viewer.site, code=code, as_of=as_of)
    with st.container(border=True, key="satisfaction-funnel"):
        standing.asked(viewer, whole, ink)
    with st.container(border=True, key="satisfaction-restated"):
        standing.restated(viewer, whole, past=as_of is not None)
        standing.silence(viewer, whole)


def _head(viewer: Viewer, found: Trend, kinds: Sequence[KindRow], as_of: AsOf) -> None:
    """What is measured, of whom; which kind and round; the table to take away; the way to the work."""
    t, show = viewer.t, viewer.translator.show
    with st.container(key="satisfaction-head", horizontal=True, vertical_alignment="center"):
        st.title(t("Satisfaction"), anchor=False, width="content")
        about = [viewer.house.site(viewer.site).name]
        if found.kind_name and found.rounds:
            about += [show(found.kind_name), show(BASES[found.rounds[-1].base_kind])]
        st.caption(plain(" · ".join(about)), width="content")
    with st.container(key="satisfaction-choice", horizontal=True, vertical_alignment="bottom"):
        _kinds(viewer, found, kinds)
        _rounds(viewer, found)
        _themes(viewer, found)
        if found.chosen and st.button(t("Open the round"), key="to survey", icon=":material/fact_check:"):
            go(viewer, survey=found.chosen, **still_then())
        if st.button(t("All rounds"), key="to surveys", type="tertiary"):
            go(viewer, **still_then())
        if found.rounds:
            name = f"{found.kind}-{viewer.site}.csv"
            take = partial(_taken, viewer, found, as_of)
            st.download_button(t("Export table"), take, name, "text/csv", key="export", type="tertiary")
        as_of_entry(viewer)
    if as_of is not None:
        say_then(viewer, as_of)


def _taken(viewer: Viewer, found: Trend, as_of: AsOf) -> bytes:
    """The table, once it is kept that somebody takes it away; raises ``LookNotKept``."""
    viewer.look("satisfaction", {"kind": found.kind}, as_of=as_of, way="export")
    return export.table(found)


def _usual(kinds: Sequence[KindRow]) -> str:
    """The kind that was held last."""
    held = [one for one in kinds if one.last_starts is not None]
    return max(held, key=lambda one: one.last_starts or date.min).kind if held else ""


def _finished(held: Surveys, kind: str) -> str:
    """The latest round whose collection is over: of one in the field nobody knows yet what it will say."""
    over = (
        one.code
        for one in held.rounds
        if one.kind == kind and one.state in ("closed", "reported") and one.valid
    )
    return next(over, "")


def _kinds(viewer: Viewer, found: Trend, kinds: Sequence[KindRow]) -> None:
    names = {one.kind: viewer.translator.show(one.name) for one in kinds}
    if len(names) > 1 and found.kind in names:
        _choice(viewer.t("Kind of survey"), list(names), names, found.kind, KIND)


def _themes(viewer: Viewer, found: Trend) -> None:
    names = {one.code: viewer.translator.show(one.name) for one in found.themes}
    if found.theme in names:
        _choice(viewer.t("Question"), list(names), names, found.theme, THEME)


def _rounds(viewer: Viewer, found: Trend) -> None:
    names = {one.code: f"{one.round} · {one.name}" for one in reversed(found.rounds)}
    if found.chosen:
        _choice(viewer.t("Round"), list(names), names, found.chosen, ROUND)


def _choice(label: str, codes: Sequence[str], names: Mapping[str, str], chosen: str, parameter: str) -> None:
    """A list whose choice goes into the address before the page is drawn."""

    def keep() -> None:
        st.query_params[parameter] = st.session_state[key]
        if parameter == KIND:
            for narrower in (ROUND, THEME):
                st.query_params.pop(narrower, None)

    key = f"satisfaction.{parameter}.{chosen}"
    st.selectbox(
        label,
        codes,
        codes.index(chosen),
        format_func=lambda one: names[one],
        key=key,
        on_change=keep,
        width=300,
    )


def _nothing(viewer: Viewer) -> None:
    t = viewer.t
    frame.note(
        t("No round has answers yet"),
        t("The line begins with the first round whose forms are back.")
        if viewer.roles & set(PLAN)
        else t("The campaign coordinator plans the first one."),
    )


def _not_here(viewer: Viewer, refusal: Refused) -> None:
    reasons = [viewer.explain(one) for one in refusal.reasons]
    frame.note(viewer.t("This page cannot be shown"), viewer.t("Look for it in the list."), reasons)
    if st.button(viewer.t("All rounds"), key="to surveys"):
        go(viewer)
