"""Handing out and collecting: a pile of paper, one number and Enter after the other; where every form is."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from console.campaignpage.ledger import Row, Section, may
from console.surveywork import piles, standing, words
from console.surveywork.component import part
from console.surveywork.every import every
from console.surveywork.numbers import numbers_of, spans
from console.surveywork.recording import cards
from console.ticketpage.people import colleagues, holding
from console.viewer import Viewer
from domain.errors import Refused, Term, reason
from domain.operations import COMMANDS
from domain.operations.survey_forms import SURVEYORS
from domain.roles import TERMS
from domain.surveys.form import Standing
from projections.asking.moments import AsOf
from projections.surveys.whole_rows import WholeSurvey

PLACES: tuple[Standing, ...] = ("numbered", "issued", "absent", "refused", "returned")
DEEDS = {
    "issue": "survey.issue_forms",
    "return": "survey.return_forms",
    "absent": "survey.note_visit",
    "refused": "survey.note_visit",
}


def draw(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    """The pile, and beside it where every form is and what came back to whom."""
    past = as_of is not None
    left, right = st.columns([55, 45], gap="small")
    with left:
        if not past:
            _pile(viewer, survey)
    with right:
        beside = [places(viewer, survey, as_of), standing.surveyors(viewer, survey)]
        cards(viewer, survey.row.code, beside, "collecting", past=past)


def _pile(viewer: Viewer, survey: WholeSurvey) -> None:
    t, code = viewer.t, survey.row.code
    if not may(viewer, "survey.issue_forms"):
        whose = [TERMS[one] for one in COMMANDS["survey.issue_forms"].roles]
        st.caption(":material/lock: " + t("This is done by: {roles}.", roles=whose))
        return
    if not survey.funnel.numbered:
        waits = reason(
            "No form is numbered yet.", who=Term("campaign coordinator"), verb=Term("draw the sample first")
        )
        st.caption(":material/lock: " + viewer.explain(waits))
        return
    name = f"survey.pile:{viewer.site}:{code}"
    data = {
        "words": {key: viewer.word(said) for key, said in WORDS.items()},
        "deeds": _deeds(viewer, survey),
        "surveyors": _people(viewer),
        "me": viewer.account,
        "ways": [[way, t(said)] for way, said in words.WAYS.items()],
        "verdicts": [shown(one) for one in piles.verdicts(name)],
    }
    part(viewer, "pile", data, key=name, pending=piles.taker(viewer, name, carry(code)))


def _deeds(viewer: Viewer, survey: WholeSurvey) -> list[list[str]]:
    """What may be done with the pile now; after the close nothing is handed out, and what comes back is late."""
    t = viewer.t
    back = t("Take back, late") if survey.closed_at is not None else t("Take back")
    deeds = [["return", back], ["absent", t("Nobody in")], ["refused", t("Would not answer")]]
    return deeds if survey.closed_at is not None else [["issue", t("Hand out")], *deeds]


def _people(viewer: Viewer) -> list[list[str]]:
    today = viewer.now().astimezone(viewer.zone).date()
    able = holding(colleagues(viewer.house.views, viewer.site, today), SURVEYORS)
    return [[one.account, one.name or one.account] for one in able]


def shown(one: piles.Verdict) -> dict[str, Any]:
    return {"id": one.id, "said": one.said, "reasons": one.reasons, "given": one.given}


def carry(code: str) -> piles.Carry:
    """Records one line of the pile: what was done with which forms."""

    def carried(viewer: Viewer, entry: Mapping[str, Any]) -> str:
        deed = str(entry.get("deed", ""))
        if deed not in DEEDS:
            raise Refused(reason("“{name}” is not asked for here.", name=deed[:40]))
        forms = numbers_of(str(entry.get("numbers", "")), code)
        given = _arguments(deed, forms, entry)
        viewer.submit(DEEDS[deed], str(entry.get("id", "")), survey=code, **given)
        return viewer.t("{forms}: {done}", forms=spans(forms), done=DONE[deed])

    return carried


def _arguments(deed: str, forms: list[int], entry: Mapping[str, Any]) -> dict[str, Any]:
    if deed == "return":
        return {"forms": forms}
    if deed == "issue":
        return {"forms": forms, "surveyor": entry.get("surveyor") or None, "way": entry.get("way", "door")}
    if len(forms) > 1:
        raise Refused(
            reason(
                "A visit is noted form by form.",
                who=Term("you"),
                verb=Term("type one number at a time"),
            )
        )
    said = str(entry.get("note", "")).strip()
    return {"form": forms[0], "outcome": deed, "said": said or None}


def places(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> Section | None:
    """Which forms are where, by their numbers; those that stand or were judged are on the list of forms."""
    if not survey.funnel.numbered:
        return None
    rows = [row for one in PLACES if (row := _place(viewer, survey.row.code, one, as_of)) is not None]
    empty = viewer.t("Every form is back and keyed.")
    return Section("places", viewer.t("Where the forms are"), tuple(rows), empty=empty)


def _place(viewer: Viewer, code: str, one: Standing, as_of: AsOf) -> Row | None:
    numbers = [form.number for form in every(viewer, code, one, as_of)]
    if not numbers:
        return None
    title = viewer.t("{place}: {count}", place=words.STANDINGS[one], count=len(numbers))
    return Row(f"place:{one}", title, (spans(numbers),))


DONE = {
    "issue": Term("handed out"),
    "return": Term("taken back"),
    "absent": Term("nobody in"),
    "refused": Term("would not answer"),
}
WORDS = {
    "what": Term("What was done"),
    "numbers": Term("Form numbers"),
    "hint": Term("25, or 1-20, 25; scanning the code works too. Enter records it."),
    "surveyor": Term("Surveyor"),
    "way": Term("How"),
    "note": Term("Remark"),
    "record": Term("Record"),
    "waiting": Term("being recorded"),
    "not": Term("not recorded"),
    "correct": Term("Correct"),
    "last": Term("Recorded last"),
}
