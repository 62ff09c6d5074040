"""One survey round, from its plan to its report; without a round in the address, all of them and planning one."""

from collections.abc import Callable, Mapping

import streamlit as st

from console.moments import AS_OF, moment_of
from console.surveywork import (
    collecting,
    differences,
    forms,
    importing,
    keying,
    planning,
    problems,
    rounds,
    standing,
    steps,
)
from console.surveywork.address import FORM, PANEL, SURVEY, go
from console.surveywork.head import head, tiles
from console.surveywork.recording import cards
from console.viewer import Viewer
from console.views import frame
from console.views.as_of import as_of_entry, asked_moment, no_moment, say_then
from domain.errors import Refused, Term
from domain.operations.survey_forms import SURVEYORS
from domain.operations.surveys import PLAN
from domain.roles import TERMS
from projections.asking.moments import AsOf
from projections.surveys.agenda import surveys
from projections.surveys.survey import survey as whole
from projections.surveys.whole_rows import WholeSurvey

Draw = Callable[[Viewer, WholeSurvey, AsOf], None]
CHOSEN = "survey.panel"


def draw(viewer: Viewer) -> None:
    """Draw the round that the address names, now or as of a moment, or the list of rounds."""
    code = st.query_params.get(SURVEY, "")
    if not code:
        _all(viewer)
        return
    asked = st.query_params.get(AS_OF, "")
    try:
        as_of = moment_of(asked, viewer.zone)
        found = whole(viewer.house.views, site=viewer.site, code=code, as_of=as_of)
    except Refused as refusal:
        _not_here(viewer, refusal)
        return
    past = bool(asked)
    head(viewer, found, asked)
    if past:
        at = viewer.house.views.instant(as_of)
        frame.then(viewer.t("As recorded at {at}", at=at))
    if pressed := tiles(viewer, found, past=past):
        st.query_params[PANEL] = pressed
        st.query_params.pop(FORM, None)
        st.session_state[CHOSEN] = pressed
    PANELS[_panel(viewer)][1](viewer, found, as_of)


def _all(viewer: Viewer) -> None:
    """Every round of the site, and the form for whoever may plan one."""
    t = viewer.t
    try:
        as_of = asked_moment(viewer)
        found = surveys(viewer.house.views, site=viewer.site, as_of=as_of)
    except Refused as refusal:
        no_moment(viewer, refusal)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(t("Survey rounds"), anchor=False, width="content")
        as_of_entry(viewer)
    if as_of is not None:
        say_then(viewer, as_of)
        rounds.draw(viewer, found, then=st.query_params[AS_OF])
        return
    may_plan = bool(viewer.roles & set(PLAN))
    if not found.rounds:
        said = t("Choose a kind and its first day below; the rest follows from the rules of the kind.")
        frame.note(
            t("No round yet"), said if may_plan else t("The campaign coordinator plans the first one.")
        )
    if may_plan:
        planning.draw(viewer, [one.code for one in found.rounds], first=not found.rounds)
    else:
        whose = [TERMS[one] for one in PLAN]
        st.caption(
            ":material/lock: " + t("You may read this list. Rounds are planned by: {roles}.", roles=whose)
        )
    if found.rounds:
        rounds.draw(viewer, found)


def _panel(viewer: Viewer) -> str:
    """The panel that the address names; the choice goes into the address before anything is drawn."""
    asked = st.query_params.get(PANEL, "")
    surveys_only = viewer.roles & set(SURVEYORS) and not viewer.roles & set(PLAN)
    if not asked and FORM in st.query_params:
        asked = "forms"
    usual = asked if asked in PANELS else "collecting" if surveys_only else "steps"
    chosen = st.segmented_control(
        viewer.t("Part of the round"), list(PANELS), default=usual if CHOSEN not in st.session_state else None,
        key=CHOSEN, format_func=lambda one: viewer.t(PANELS[one][0]), required=True, label_visibility="collapsed",
    )  # fmt: skip
    panel = chosen or usual
    if st.query_params.get(PANEL, "") != panel:
        st.query_params[PANEL] = panel
    return panel


def _steps(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    left, right = st.columns([60, 40], gap="small")
    past = as_of is not None
    with left:
        cards(viewer, survey.row.code, [steps.steps(viewer, survey)], "steps", past=past)
    with right:
        beside = [standing.days(viewer, survey), standing.buildings(viewer, survey)]
        cards(viewer, survey.row.code, [*beside, standing.surveyors(viewer, survey)], "beside", past=past)


def _keying(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    """Nobody keys into a moment of the past."""
    if as_of is None:
        keying.draw(viewer, survey)
    else:
        st.caption(viewer.t("A moment of the past changes nothing."))


def _not_here(viewer: Viewer, refusal: Refused) -> None:
    reasons = [viewer.explain(one) for one in refusal.reasons]
    frame.note(viewer.t("This round cannot be shown"), viewer.t("Look for it in the list."), reasons)
    if st.button(viewer.t("All rounds"), key="to surveys"):
        go(viewer)


PANELS: Mapping[str, tuple[Term, Draw]] = {
    "steps": (Term("Steps"), _steps),
    "collecting": (Term("Hand out and collect"), collecting.draw),
    "keying": (Term("Key in"), _keying),
    "differences": (Term("Differences"), differences.draw),
    "problems": (Term("Problem record"), problems.draw),
    "forms": (Term("List of forms"), forms.draw),
    "import": (Term("From a file"), importing.draw),
}
