"""Forms whose two keyings differ: both side by side, and one press a question that differs (double entry)."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from console.campaignpage.ledger import may
from console.surveywork import piles
from console.surveywork.collecting import shown
from console.surveywork.component import part
from console.viewer import Viewer
from domain.errors import Term
from domain.operations import COMMANDS
from domain.roles import TERMS
from projections.asking.moments import AsOf
from projections.surveys.form_rows import WholeForm
from projections.surveys.listing import survey_forms
from projections.surveys.one_form import survey_form
from projections.surveys.whole_rows import WholeSurvey

AT_ONCE = 10


def draw(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    """The first forms that wait to be settled; whoever may not settle reads what differs and who does."""
    t, show, code = viewer.t, viewer.translator.show, survey.row.code
    views, site, past = viewer.house.views, viewer.site, as_of is not None
    found = survey_forms(views, site=site, code=code, standing="differs", limit=AT_ONCE, as_of=as_of)
    forms = [survey_form(views, site=site, code=code, form=one.number, as_of=as_of) for one in found.rows]
    able = may(viewer, "survey.settle_form") and not past
    if forms and not able and not past:
        whose = [TERMS[one] for one in COMMANDS["survey.settle_form"].roles]
        st.caption(":material/lock: " + t("This is done by: {roles}.", roles=whose))
    name = f"survey.differences:{site}:{code}"
    words = {key: viewer.word(said) for key, said in WORDS.items()}
    data = {
        "words": words,
        "labels": [show(one) for one in survey.questionnaire.scale.labels],
        "forms": [_form(viewer, one) for one in forms],
        "may": able,
        "verdicts": [shown(one) for one in piles.verdicts(name)],
    }
    part(viewer, "differences", data, key=name, past=past, pending=piles.taker(viewer, name, carry(code)))
    if found.total > len(forms):
        st.caption(t("and {n} more", n=found.total - len(forms)))


def _form(viewer: Viewer, form: WholeForm) -> dict[str, Any]:
    t, show, line = viewer.t, viewer.translator.show, form.line
    return {
        "number": line.number,
        "title": t("Form {number}", number=line.number),
        "about": " · ".join(one for one in (line.unit, *dict.fromkeys(form.comments)) if one),
        "keyers": [one.name for one in form.keyings],
        "themes": [
            {"code": one.code, "name": show(one.name), "keyed": one.keyed, "differs": one.differs}
            for one in form.questions
        ],
    }


def carry(code: str) -> piles.Carry:
    """Records what a form says."""

    def carried(viewer: Viewer, entry: Mapping[str, Any]) -> str:
        number = entry.get("form")
        answers = entry.get("answers")
        viewer.submit(
            "survey.settle_form", str(entry.get("id", "")), survey=code, form=number, answers=answers
        )
        return viewer.t("form {number} settled", number=number)

    return carried


WORDS = {
    "theme": Term("Question"),
    "says": Term("What the paper says"),
    "differs": Term("differs"),
    "hint": Term("Press what the paper says; with the last question that differs the form is settled."),
    "empty": Term("no answer"),
    "nothing": Term("none"),
    "none": Term("No two keyings differ."),
    "not": Term("not recorded"),
    "correct": Term("Correct"),
}
