"""One form: what it says, what may be done with it, its problems, and everything that happened to it."""

import streamlit as st

from console.campaignpage.ledger import Field, Row, Section, Verb
from console.fileroom import tables
from console.surveywork import problems, story, words
from console.surveywork.address import FORM
from console.surveywork.looks import chip
from console.surveywork.recording import cards
from console.surveywork.steps import allowed
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused, Term, Unknown, reason
from domain.operations import COMMANDS
from domain.roles import TERMS
from projections.asking.moments import AsOf
from projections.surveys.form_rows import Asked, WholeForm
from projections.surveys.one_form import survey_form
from projections.surveys.whole_rows import WholeSurvey

SETTLED = "answered"


def draw(viewer: Viewer, survey: WholeSurvey, asked: str, as_of: AsOf) -> None:
    """The form of a number, or why there is none."""
    t = viewer.t
    if st.button(t("All forms"), key="to forms", type="tertiary", icon=":material/arrow_back:"):
        st.query_params.pop(FORM, None)
        st.session_state["survey.forms.number"] = ""
        st.rerun()
    try:
        found = _found(viewer, survey, asked, as_of)
    except Refused as refusal:
        reasons = [viewer.explain(one) for one in refusal.reasons]
        frame.note(t("This form cannot be shown"), t("Look for it in the list."), reasons)
        return
    past = as_of is not None
    left, right = st.columns([55, 45], gap="small")
    with left:
        sections = [
            deeds(viewer, survey, found),
            answers(viewer, survey, found),
            _problems(viewer, survey, found),
        ]
        cards(viewer, survey.row.code, sections, f"form.{found.line.number}", past=past)
    with right:
        tables.style()
        st.subheader(t("What happened to it"), anchor=False)
        headings = [t("Time"), t("What"), t("Recorded by")]
        tables.table(headings, [story.told(viewer, one) for one in reversed(found.events)])


def _found(viewer: Viewer, survey: WholeSurvey, asked: str, as_of: AsOf) -> WholeForm:
    if not asked.isdecimal() or not asked.isascii():
        raise Unknown(reason("No form {number} was ever numbered in this survey.", number=asked[:20]))
    views, code = viewer.house.views, survey.row.code
    return survey_form(views, site=viewer.site, code=code, form=int(asked[:9]), as_of=as_of)


def deeds(viewer: Viewer, survey: WholeSurvey, form: WholeForm) -> Section:
    """Judging it, taking that back, replacing a lost one, and mending what it says; whoever may not is told who does."""
    t, line = viewer.t, form.line
    rows = [one for one in (_valid(viewer, form), _mend(viewer, survey, form), _lost(viewer, form)) if one]
    about = [line.unit, line.stratum, line.surveyor_name, t(words.WAYS[line.way]) if line.way else ""]
    told = " · ".join(dict.fromkeys(one for one in about if one))
    head = Row(
        "form:head", t("Form {number}", number=line.number), (told, *form.comments), chip(viewer, form.line)
    )
    whose = [TERMS[one] for one in COMMANDS["survey.reject_form"].roles]
    able = allowed(viewer, Verb("", "", "survey.reject_form"))
    lock = "" if able else t("judged by: {roles}", roles=whose)
    return Section("form", t("The form"), (head, *rows), lock)


def _valid(viewer: Viewer, form: WholeForm) -> Row | None:
    """Valid until somebody says why not (SVY-07)."""
    t, fixed = viewer.t, {"form": form.line.number}
    if form.line.rejected:
        verb = Verb(
            "reinstate",
            t("Take that back"),
            "survey.reinstate_form",
            (Field("why", t("Why"), "area"),),
            fixed,
        )
        said = (form.said,) if form.said else ()
        why = t("not valid: {why}", why=words.INVALID[form.line.rejected])
        return Row("form:valid", why, said, verbs=allowed(viewer, verb))
    if form.line.returned_at is None:
        return None
    reasons = tuple((code, t(said)) for code, said in words.INVALID.items())
    fields = (
        Field("reason", t("Why it is not valid"), "choice", value="unreadable", options=reasons),
        Field("said", t("Remark"), "area", required=False),
    )
    verb = Verb("reject", t("Not valid"), "survey.reject_form", fields, fixed)
    verbs = allowed(viewer, verb)
    return Row("form:valid", t("It counts unless somebody says why not"), verbs=verbs) if verbs else None


def _mend(viewer: Viewer, survey: WholeSurvey, form: WholeForm) -> Row | None:
    """Saying what the paper says where what stands was mistaken, with the reason."""
    if form.line.standing != SETTLED:
        return None
    t, show = viewer.t, viewer.translator.show
    stands = {one.code: one.stands for one in form.questions}
    most = survey.questionnaire.scale.points
    fields = [
        Field(f"answers.{one.code}", t("{name}, 1 to {most}", name=show(one.name), most=most), "number",
              required=False, value=str(stands[one.code] or ""))
        for one in survey.questionnaire.themes
    ]  # fmt: skip
    verb = Verb(
        "settle", t("Correct the answers"), "survey.settle_form", (*fields, Field("why", t("Why"), "area")),
        {"form": form.line.number},
    )  # fmt: skip
    verbs = allowed(viewer, verb)
    return Row("form:mend", t("What stands was mistaken"), verbs=verbs) if verbs else None


def _lost(viewer: Viewer, form: WholeForm) -> Row | None:
    """A lost or spoilt form gives way to a new number for the same household."""
    if form.line.instead or form.line.standing == SETTLED:
        return None
    t = viewer.t
    verb = Verb(
        "replace",
        t("Number a new one"),
        "survey.replace_form",
        (Field("why", t("Why"), "area"),),
        {"form": form.line.number},
    )
    verbs = allowed(viewer, verb)
    return Row("form:lost", t("It is lost or spoilt"), verbs=verbs) if verbs else None


def answers(viewer: Viewer, survey: WholeSurvey, form: WholeForm) -> Section | None:
    """What stands, and what each keying said; a single keying stays unseen until there is a second."""
    t = viewer.t
    if len(form.keyings) == 1 and form.line.standing == "keyed":
        row = Row(
            "keyed",
            t("Keyed once, by {name}", name=form.keyings[0].name),
            (t("Shown once somebody else has keyed it too."),),
        )
        return Section("answers", t("What it says"), (row,))
    if form.line.standing not in ("differs", SETTLED):
        return None
    rows = tuple(_answer(viewer, survey, form, one) for one in form.questions)
    return Section("answers", t("What it says"), rows)


def _answer(viewer: Viewer, survey: WholeSurvey, form: WholeForm, one: Asked) -> Row:
    t, show, labels = viewer.t, viewer.translator.show, survey.questionnaire.scale.labels
    stands = t("no answer") if one.stands is None else f"{one.stands} {show(labels[one.stands - 1])}"
    lines = []
    if one.differs:
        keyed = [f"{by.name} {points or '–'}" for by, points in zip(form.keyings, one.keyed, strict=True)]
        lines.append(t("keyed: {figures}", figures=keyed))
    if form.line.standing == "differs":
        stands = t("not settled") if one.differs else f"{one.keyed[0] or '–'}"
    return Row(f"answer:{one.code}", show(one.name), (stands, *lines), tone="soon" if one.differs else "")


def _problems(viewer: Viewer, survey: WholeSurvey, form: WholeForm) -> Section:
    t, show = viewer.t, viewer.translator.show
    themes = (("", t("nothing in particular")), *((one.code, show(one.name)) for one in survey.themes))
    theme = Field("theme", t("It concerns"), "choice", required=False, options=themes)
    fields = (Field("what", t("Problem"), "area"), theme)
    verb = Verb("find", t("Note a problem"), "survey.find_problem", fields, {"form": form.line.number})
    verbs = allowed(viewer, verb)
    note = (Row("problem:", t("A problem that the form brings to light"), verbs=verbs),) if verbs else ()
    rows = tuple(problems.row(viewer, survey, one) for one in form.problems)
    return Section(
        "problems",
        t("What it brought to light"),
        (*rows, *note),
        str(len(rows)),
        t(Term("No problem was noted.")),
    )
