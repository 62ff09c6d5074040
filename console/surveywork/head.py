"""The head of a round: its name, kind, state, whom it asks, its age, and four numbers that lead on."""

from datetime import UTC, datetime
from typing import Any

import streamlit as st

from console.plain import plain
from console.surveywork import words
from console.surveywork.address import go, still_then
from console.surveywork.component import part
from console.surveywork.papers import papers
from console.viewer import Viewer
from console.views import as_of
from projections.surveys.rows import Due, Threshold
from projections.surveys.whole_rows import WholeSurvey

CORRECTED: frozenset[Due] = frozenset({"slips", "rectify", "accept"})


def head(viewer: Viewer, survey: WholeSurvey, asked: str) -> None:
    """Name, what it is and how far, its papers, and the way to the list, to the trend and to any past moment.

    Args:
        asked: The past moment that the address asks for; empty for now.
    """
    t, show, row = viewer.t, viewer.translator.show, survey.row
    with st.container(key="survey-head", horizontal=True, vertical_alignment="center"):
        st.title(plain(row.name), anchor=False, width="content")
        st.markdown(f"**{t(words.STATES[row.state])}**", width="content")
        facts = [show(row.kind_name), row.round, based(viewer, survey)]
        if not asked:
            facts.append(t("as of {at}", at=viewer.translator.clock(viewer.now())))
        st.caption(plain(" · ".join(facts)), width="content")
    with st.container(key="survey-siblings", horizontal=True):
        if st.button(t("All rounds"), key="to surveys", type="tertiary", icon=":material/arrow_back:"):
            go(viewer, **still_then())
        if survey.campaign and st.button(t("Campaign"), key="to campaign", type="tertiary"):
            go(viewer, "campaign", c=survey.campaign, **still_then())
        if st.button(t("Satisfaction"), key="to satisfaction", type="tertiary"):
            go(viewer, "satisfaction", kind=row.kind, round=row.code, **still_then())
        papers(viewer, survey, asked)
        as_of.as_of_entry(viewer, landmarks(viewer, survey))


def landmarks(viewer: Viewer, survey: WholeSurvey) -> list[as_of.Landmark]:
    """When the base was fixed, when collection was closed, and each report."""
    t, told = viewer.t, list[as_of.Landmark]()
    if survey.frame is not None:
        at = datetime.fromtimestamp(survey.frame.at, UTC)
        told.append((t("Base fixed, {at}", at=at), at))
    if survey.closed_at is not None:
        at = datetime.fromtimestamp(survey.closed_at, UTC)
        told.append((t("Collection closed, {at}", at=at), at))
    for one in survey.reports:
        at = datetime.fromtimestamp(one.at, UTC)
        told.append((t("Figures reported, {at}", at=at), at))
    return told


def based(viewer: Viewer, survey: WholeSurvey) -> str:
    """Whom it asks, by name and number; the number once it is fixed (SVY-14, SVY-16)."""
    row = survey.row
    if row.base is None:
        return viewer.t("asks {whom}, base not fixed yet", whom=words.BASES[row.base_kind])
    return viewer.t("base: {count} {whom}", count=row.base, whom=words.BASES[row.base_kind])


def tiles(viewer: Viewer, survey: WholeSurvey, *, past: bool) -> str:
    """Draw the four numbers; the panel that was pressed, empty for none."""
    found = [
        _issued(viewer, survey),
        _back(viewer, survey),
        _waiting(viewer, survey),
        _problems(viewer, survey),
    ]
    pressed: Any = part(viewer, "tiles", {"tiles": found}, key="survey.tiles", past=past)
    gone = pressed.get("go")
    return str(gone["panel"]) if gone else ""


def _issued(viewer: Viewer, survey: WholeSurvey) -> dict[str, str]:
    """Handed out, of what the quota asks for (SVY-01)."""
    t, row = viewer.t, survey.row
    worst = t("The base is not fixed yet.") if row.base is None else t("No quota is set for this kind.")
    if row.quota is not None and row.quota.needed is not None:
        worst = _needs(viewer, row.quota)
    return _tile(row.issued, "inbox", t("forms issued"), worst, _missed(survey, row.quota), "collecting")


def _back(viewer: Viewer, survey: WholeSurvey) -> dict[str, str]:
    """Back, of what must come back (SVY-02, SVY-04)."""
    t, row = viewer.t, survey.row
    found = row.recovery
    valid = t("{count} of them valid", count=row.valid)
    counted = row.valid if row.recovery_of == "valid" else row.returned
    if found is not None and counted > found.there:
        valid = t("{valid}, {late} after the close", late=counted - found.there, valid=valid)
    worst = (
        valid if found is None or found.needed is None else f"{_needs(viewer, found)}{_stop(viewer)}{valid}"
    )
    return _tile(row.returned, "check", t("forms back"), worst, _missed(survey, found), "collecting")


def _waiting(viewer: Viewer, survey: WholeSurvey) -> dict[str, str]:
    t, count = viewer.t, survey.funnel.to_key
    worst = t("back, and what they say does not stand yet") if count else t("Every form that is back stands.")
    is_late = any(one.step == "tally" and one.late and one.done is None for one in survey.steps)
    tone = ("over" if is_late else "soon") if count else ""
    return _tile(count, "pen", t("to key or settle"), worst, tone, "keying")


def _problems(viewer: Viewer, survey: WholeSurvey) -> dict[str, str]:
    """Open problems by state; red once slips, rectification or acceptance are over their day (SVY-10)."""
    t, count = viewer.t, survey.row.open_problems
    late = [one for one in survey.steps if one.step in CORRECTED and one.late and one.done is None]
    worst = t("No problem is open.")
    if count and late:
        worst = t("{step}: was due by {day}", step=words.STEPS[late[0].step], day=late[0].due)
    elif count:
        ahead = [one for one in survey.steps if one.step in CORRECTED and one.done is None]
        worst = t("until acceptance is recorded")
        if ahead:
            worst = t("{step} by {day}", step=words.STEPS[ahead[0].step], day=ahead[0].due)
    return _tile(count, "flag", t("open problems"), worst, "over" if count and late else "", "problems")


def _tile(count: int, icon: str, title: str, worst: str, tone: str, panel: str) -> dict[str, str]:
    return {"count": str(count), "icon": icon, "title": title, "worst": worst, "tone": tone, "panel": panel}


def _needs(viewer: Viewer, found: Threshold) -> str:
    """In whole forms, never after rounding (CAL-10)."""
    if found.met:
        return viewer.t("needs {needed} of {whole}: reached", needed=found.needed, whole=found.whole)
    short = (found.needed or 0) - found.there
    return viewer.t(
        "needs {needed} of {whole}: {short} short", needed=found.needed, whole=found.whole, short=short
    )


def _missed(survey: WholeSurvey, found: Threshold | None) -> str:
    """Red once the day of collection is over, or it was closed, and too few are there."""
    if found is None or found.met is not False:
        return ""
    over = survey.closed_at or any(one.step == "collect" and one.late for one in survey.steps)
    return "over" if over else ""


def _stop(viewer: Viewer) -> str:
    return "；" if viewer.translator.language == "zh" else "; "
