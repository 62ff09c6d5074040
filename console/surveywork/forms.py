"""The list of forms, narrowed and paged, and one form's own page when its number is in the address."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeVar, cast

import msgspec
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
from projections.surveys.listing import Counting, Satisfied, survey_forms
from projections.surveys.whole_rows import WholeSurvey

Code = TypeVar("Code", bound=str)
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


SATISFIED: dict[Satisfied, Term] = {"yes": Term("satisfied"), "no": Term("not satisfied")}


class Narrowed(msgspec.Struct, frozen=True):
    """What is shown; empty for everything. ``number`` is a form that is looked for."""

    counting: Counting
    standing: Standing | Literal[""]
    stratum: str
    surveyor: str
    theme: str
    satisfied: Satisfied | Literal[""]
    number: str


def draw(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    """One form where the address names one, else the list."""
    if asked := st.query_params.get(FORM, ""):
        oneform.draw(viewer, survey, asked, as_of)
        return
    _list(viewer, survey, as_of)


def _list(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    t, code = viewer.t, survey.row.code
    asked = _filters(viewer, survey)
    if asked.number:
        open_form(asked.number)
    rejected, since = _behind_a_figure(viewer)
    place = st.session_state.get("survey.forms.page", 1)
    found = survey_forms(
        viewer.house.views,
        site=viewer.site,
        code=code,
        counting=asked.counting,
        standing=asked.standing,
        stratum=asked.stratum,
        surveyor=asked.surveyor,
        theme=asked.theme,
        satisfied=asked.satisfied,
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


def _filters(viewer: Viewer, survey: WholeSurvey) -> Narrowed:
    """What is shown; a number typed in leads to that form."""
    t, show = viewer.t, viewer.translator.show
    standings: dict[Standing, str] = {code: t(said) for code, said in words.STANDINGS.items()}
    satisfied: dict[Satisfied, str] = {code: t(said) for code, said in SATISFIED.items()}
    surveyors = {one.account: one.name or one.account for one in survey.surveyors}
    themes = {one.code: show(one.name) for one in survey.themes}
    narrowed.begin("counting", "survey.forms.counting", COUNTING)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.text_input(t("Form number"), key="survey.forms.number", max_chars=6, width=130)
        counting = st.selectbox(
            t("Counted as"), list(COUNTING), key="survey.forms.counting", format_func=lambda one: t(COUNTING[one]),
            width=150, on_change=_kept("counting"),
        )  # fmt: skip
        return Narrowed(
            counting=counting,
            standing=_choice(viewer, "standing", t("State"), standings),
            stratum=_choice(viewer, "stratum", t("Building"), {one.name: one.name for one in survey.strata}),
            surveyor=_choice(viewer, "surveyor", t("Surveyor"), surveyors),
            theme=_choice(viewer, "theme", t("Question"), themes),
            satisfied=_choice(viewer, "satisfied", t("Answer"), satisfied),
            number=number.strip(),
        )  # fmt: skip


def _choice(viewer: Viewer, name: str, label: str, offered: Mapping[Code, str]) -> Code | Literal[""]:
    """One list, nothing chosen at first; a choice goes into the address."""
    key = f"survey.forms.{name}"
    narrowed.begin(name, key, offered)
    chosen = st.selectbox(
        label, list(offered), None, key=key, placeholder=viewer.t("every one"), format_func=offered.__getitem__,
        width=170, on_change=_kept(name),
    )  # fmt: skip
    return chosen or ""


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
