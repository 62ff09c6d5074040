"""Keying paper: the next form that is back and that this person has not keyed, by digits; a problem in the same place.

The second keying never shows what the first one said (double entry finds what a single one misses).
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from console.campaignpage.ledger import may
from console.surveywork import piles
from console.surveywork.collecting import shown
from console.surveywork.component import part
from console.surveywork.every import every
from console.viewer import Viewer
from domain.errors import Refused, Term, reason
from domain.facts import Recorded
from domain.operations import COMMANDS
from domain.roles import TERMS
from domain.surveys.form import Standing
from domain.surveys.survey import MOST_FORMS
from projections.surveys.whole_rows import WholeSurvey

AHEAD = 60
"""So many forms are in the browser ahead, so that the next one is there at once."""

BACK: Mapping[Standing, Term] = {"returned": Term("first keying"), "keyed": Term("second keying")}


def draw(viewer: Viewer, survey: WholeSurvey) -> None:
    """The form for the next paper, and what was keyed last."""
    t = viewer.t
    if not may(viewer, "survey.key_form"):
        whose = [TERMS[one] for one in COMMANDS["survey.key_form"].roles]
        st.caption(":material/lock: " + t("This is done by: {roles}.", roles=whose))
        return
    code, sheet = survey.row.code, survey.questionnaire
    ahead, waiting = queue(viewer, code)
    name = f"survey.keying:{viewer.site}:{code}"
    show = viewer.translator.show
    data = {
        "words": {key: viewer.word(said) for key, said in WORDS.items()},
        "themes": [[one.code, show(one.name), one.required] for one in sheet.themes],
        "labels": [show(one) for one in sheet.scale.labels],
        "queue": ahead,
        "left": viewer.translator.plural("{count} form is for you", "{count} forms are for you", waiting),
        "verdicts": [shown(one) for one in piles.verdicts(name)],
    }
    part(viewer, "keying", data, key=name, pending=piles.taker(viewer, name, carry(code)))


def queue(viewer: Viewer, code: str) -> tuple[list[dict[str, Any]], int]:
    """The next forms that are back and that this person has not keyed, by number, and how many there are."""
    mine = keyed_by(viewer, code)
    found: list[dict[str, Any]] = []
    for standing, word in BACK.items():
        found += [
            {"number": one.number, "unit": one.unit, "which": viewer.t(word)}
            for one in every(viewer, code, standing)
            if one.number not in mine and not one.rejected
        ]
    found.sort(key=lambda one: one["number"])
    return found[:AHEAD], len(found)


def keyed_by(viewer: Viewer, code: str) -> set[int]:
    """Numbers of the forms that this person keyed."""
    prefix = f"form:{viewer.site}:{code}:"
    events = viewer.house.log.search(
        stream_prefix=prefix, name="form.keyed", doer=viewer.account, limit=2 * MOST_FORMS
    )
    return {int(one.originator_id.rpartition(":")[2]) for one in events if isinstance(one, Recorded)}


def carry(code: str) -> piles.Carry:
    """Records one keying, and the problem that the form brings to light, if any."""

    def carried(viewer: Viewer, entry: Mapping[str, Any]) -> str:
        number = _number(entry.get("number"))
        key, problem = str(entry.get("id", "")), str(entry.get("problem", "")).strip()
        if not entry.get("keyed"):
            comment = str(entry.get("comment", "")).strip() or None
            answers = entry.get("answers")
            viewer.submit("survey.key_form", key, survey=code, form=number, answers=answers, comment=comment)
        said = viewer.t("form {number} keyed", number=number)
        if not problem:
            return said
        theme = str(entry.get("theme", ""))
        viewer.submit(
            "survey.find_problem", f"{key}:problem", survey=code, form=number, what=problem, theme=theme
        )
        return viewer.t("{keyed}, and its problem is in the day’s record", keyed=said)

    return carried


def _number(typed: object) -> int:
    said = str(typed).strip()
    if not said.isdecimal() or not said.isascii() or not 1 <= int(said[:9]) <= 2 * MOST_FORMS:
        raise Refused(
            reason(
                "“{said}” is no form number.",
                who=Term("you"),
                verb=Term("write it like 25 or 1-20"),
                said=said[:40],
            )
        )
    return int(said)


WORDS = {
    "number": Term("Form number"),
    "none": Term("no answer"),
    "scale": Term("Digits from 1 to {most}; 0 for no answer. Enter goes on, and records in the last field."),
    "beyond": Term("not on the scale of 1 to {most}"),
    "required": Term("A required answer is missing: the form will not be valid."),
    "comment": Term("What the household wrote"),
    "problem": Term("Problem for the day’s record (FRM-15)"),
    "theme": Term("It concerns"),
    "any": Term("nothing in particular"),
    "record": Term("Record the form"),
    "waiting": Term("being recorded"),
    "not": Term("not recorded"),
    "correct": Term("Correct"),
    "last": Term("Keyed last"),
    "empty": Term("No form waits for you. You may type the number of one that is back."),
}
