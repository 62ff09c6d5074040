"""The list of forms, narrowed and paged, and one form's own page when its number is in the address."""

from collections.abc import Callable
from typing import Literal, cast

import streamlit as st

from console.campaignpage import ledger
from console.campaignpage.ledger import Row, Section, Verb
from console.surveywork import narrowed, oneform, words
from console.surveywork.address import FORM
from console.surveywork.looks import chip
from console.viewer import Viewer
from domain.errors import Term
from domain.surveys.form import Standing
from domain.surveys.form_facts import Invalid
from projections.asking.moments import AsOf
from projections.surveys.form_rows import FormLine
from projections.surveys.listing import Counting, survey_forms
from projections.surveys.whole_rows import WholeSurvey

PAGE_ROWS = 50
REJECTED = "rejected"
COUNTING: dict[Counting, Term] = {
    "any": Term("all"),
    "issued": Term("issued"),
    "returned": Term("back"),
    "valid": Term("valid"),
    "invalid": Term("not valid"),
    "late": Term("after the close"),
    "gone": Term("gave way to others"),
}


def draw(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    """One form where the address names one, else the list."""
    if asked := st.query_params.get(FORM, ""):
        oneform.draw(viewer, survey, asked, as_of)
        return
    _list(viewer, survey, as_of)


def _list(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    t, code = viewer.t, survey.row.code
    counting, standing, stratum, surveyor, number = _filters(viewer, survey)
    if number:
        open_form(number)
    rejected, since = _behind_a_figure(viewer)
    place = st.session_state.get("survey.forms.page", 1)
    found = survey_forms(
        viewer.house.views,
        site=viewer.site,
        code=code,
        counting=counting,
        standing=standing,
        stratum=stratum,
        surveyor=surveyor,
        rejected=rejected,
        since=since,
        limit=PAGE_ROWS,
        offset=(place - 1) * PAGE_ROWS,
        as_of=as_of,
    )
    rows = tuple(_row(viewer, survey, one) for one in found.rows)
    count = viewer.translator.plural("{count} form", "{count} forms", found.total)
    section = Section("forms", t("List of forms"), rows, count, t("No form fits."))
    pressed = ledger.draw(viewer, [section], key=f"survey.forms:{viewer.site}:{code}", past=as_of is not None)
    pages = -(-found.total // PAGE_ROWS)
    if pages > 1:
        st.pagination(pages, key="survey.forms.page")
    if pressed:
        open_form(str(pressed["key"]).partition(":")[2])


def open_form(number: str) -> None:
    """Lead to a form's own page."""
    st.query_params[FORM] = number
    st.rerun()


def _filters(viewer: Viewer, survey: WholeSurvey) -> tuple[Counting, Standing | Literal[""], str, str, str]:
    """What is shown; a number typed in leads to that form."""
    t = viewer.t
    surveyors = {one.account: one.name or one.account for one in survey.surveyors}
    buildings = [one.name for one in survey.strata]
    options = {"counting": COUNTING, "standing": words.STANDINGS, "stratum": buildings, "surveyor": surveyors}
    for name, offered in options.items():
        narrowed.begin(name, f"survey.forms.{name}", offered)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.text_input(t("Form number"), key="survey.forms.number", max_chars=6, width=130)
        counting = st.selectbox(
            t("Counted as"), list(COUNTING), key="survey.forms.counting", format_func=lambda one: t(COUNTING[one]),
            width=170, on_change=_kept("counting"),
        )  # fmt: skip
        standing = st.selectbox(
            t("State"), list(words.STANDINGS), None, key="survey.forms.standing", placeholder=t("every one"),
            format_func=lambda one: t(words.STANDINGS[one]), width=190, on_change=_kept("standing"),
        )  # fmt: skip
        stratum = st.selectbox(
            t("Building"), buildings, None, key="survey.forms.stratum",
            placeholder=t("every one"), width=150, on_change=_kept("stratum"),
        )  # fmt: skip
        surveyor = st.selectbox(
            t("Surveyor"), list(surveyors), None, key="survey.forms.surveyor", placeholder=t("every one"),
            format_func=surveyors.__getitem__, width=170, on_change=_kept("surveyor"),
        )  # fmt: skip
    return counting, standing or "", stratum or "", surveyor or "", number.strip()


def _behind_a_figure(viewer: Viewer) -> tuple[Invalid | Literal[""], int | None]:
    """Why forms are not valid, and since when they count otherwise, where a figure of a report asks for it."""
    t, since = viewer.t, narrowed.since()
    asked = st.query_params.get(REJECTED, "")
    rejected: Invalid | Literal[""] = cast("Invalid", asked) if asked in words.INVALID else ""
    if rejected:
        st.caption(t("Only those not valid because: {reason}", reason=words.INVALID[rejected]))
    if since is not None:
        said = t("Only those that count otherwise than at position {position} of the log", position=since)
        st.caption(said)
    if (rejected or since is not None) and st.button(t("Show all"), key="survey.forms.all", type="tertiary"):
        for name in (REJECTED, narrowed.SINCE):
            st.query_params.pop(name, None)
        st.rerun()
    return rejected, since


def _kept(name: str) -> Callable[[], None]:
    return narrowed.keep(name, f"survey.forms.{name}", _first_page)


def _first_page() -> None:
    st.session_state["survey.forms.page"] = 1


def _row(viewer: Viewer, survey: WholeSurvey, one: FormLine) -> Row:
    t = viewer.t
    about = [one.unit, one.surveyor_name, t(words.SOURCES[one.source]) if one.source else ""]
    lines = [" · ".join(part for part in about if part)]
    if one.overall is not None:
        scale = survey.questionnaire.scale
        figure = scale.labels[one.overall - 1]
        lines.append(t("overall {points}, {label}", points=one.overall, label=figure))
    if one.problems:
        lines.append(viewer.translator.plural("{count} problem", "{count} problems", one.problems))
    verbs = (Verb("open", t("Open"), "open"),)
    shown = tuple(line for line in lines if line)
    return Row(
        f"form:{one.number}", t("Form {number}", number=one.number), shown, chip(viewer, one), verbs=verbs
    )
