"""One campaign's plan: late, due in seven days and blocked by whom; what is missing; materials; go or no-go."""

from typing import Any

import streamlit as st

from console.campaignpage import board, debriefing, deciding, keeping, ledger
from console.campaignpage.deeds import carry_out
from console.campaignpage.head import CODE, go, head
from console.campaignpage.milestones import milestones
from console.moments import AS_OF, moment_of
from console.viewer import Viewer
from console.views import frame
from console.views.as_of import as_of_entry
from domain.errors import Refused
from domain.operations.campaigns import PLAN, RECORD
from domain.roles import TERMS
from projections.campaigns.shapes import CampaignState
from projections.exam.whole import whole_campaign
from projections.members import members


def draw(viewer: Viewer) -> None:
    """Draw the campaign that the address names, now or as of a moment."""
    asked = st.query_params.get(AS_OF, "")
    try:
        state = _read(viewer, asked)
    except Refused as refusal:
        _not_here(viewer, refusal)
        if asked:
            as_of_entry(viewer)
        return
    head(viewer, state, "campaign")
    if asked:
        t = viewer.t
        at = viewer.house.views.instant(moment_of(asked, viewer.zone))
        frame.then(t("As it stood at {at}", at=at))
    elif not viewer.roles & set(RECORD):
        t = viewer.t
        st.caption(
            ":material/lock: "
            + t("You may read this plan. It is recorded by: {roles}.", roles=[TERMS[one] for one in RECORD]),
        )
    _counts(viewer, state)
    left, right = st.columns([60, 40], gap="small")
    people = [] if asked else _people(viewer)
    with left:
        _part(viewer, state, _board(viewer, state, people, past=bool(asked)), "board", past=bool(asked))
    with right:
        _part(viewer, state, _beside(viewer, state, past=bool(asked)), "beside", past=bool(asked))


def _read(viewer: Viewer, asked: str) -> CampaignState:
    as_of = moment_of(asked, viewer.zone)
    return whole_campaign(
        viewer.house.views, site=viewer.site, code=st.query_params.get(CODE, ""), as_of=as_of
    )


def _counts(viewer: Viewer, state: CampaignState) -> None:
    """The board in one line: how many of each colour, by word."""
    t = viewer.t
    words = {
        "overdue": t("late"),
        "soon": t("due within a day"),
        "in_progress": t("in progress"),
        "open": t("later"),
        "done": t("done"),
        "not_applicable": t("not applicable"),
        "dropped": t("dropped"),
    }
    said = [f"{words[colour]} {state.counts[colour]}" for colour in words if colour in state.counts]
    whole = t("{count} tasks: {colours}", count=len(state.tasks), colours=said)
    st.markdown(whole)


def _people(viewer: Viewer) -> list[tuple[str, str]]:
    if not viewer.roles & set(PLAN):
        return []
    here = viewer.house.authority
    return [
        (one.account, one.name or one.account)
        for one in members(viewer.house.views)
        if here.may_see(one.account, viewer.site)
    ]


def _board(
    viewer: Viewer, state: CampaignState, people: list[tuple[str, str]], *, past: bool
) -> list[ledger.Section]:
    told = board.sections(viewer, state, people)
    if not past and state.state in ("draft", "running") and ledger.may(viewer, "campaign.add_task"):
        told.append(board.adding(viewer, state))
    return told


def _beside(viewer: Viewer, state: CampaignState, *, past: bool) -> list[ledger.Section]:
    parts = (debriefing.manned, keeping.facts, keeping.lines, keeping.materials, milestones)
    told = [deciding.steps(viewer, state), *(part(viewer, state) for part in parts)]
    return [one for one in told if one is not None]


def _part(
    viewer: Viewer, state: CampaignState, sections: list[ledger.Section], name: str, *, past: bool
) -> None:
    """Draw one column; nothing is recorded on a moment of the past or on a campaign that has ended."""
    if past or state.state in ("closed", "called_off"):
        sections = [ledger.silent(one) for one in sections]
    key = f"{name}:{viewer.site}:{state.code}"
    kept: dict[str, Any] = st.session_state.setdefault(f"said:{key}", {"settled": 0, "refused": None})
    pressed = ledger.draw(viewer, sections, key=key, past=past, **kept)
    if not pressed:
        return
    refused = carry_out(viewer, state.code, sections, pressed)
    settled = kept["settled"] + (refused is None)
    st.session_state[f"said:{key}"] = {"settled": settled, "refused": refused}
    st.rerun()


def _not_here(viewer: Viewer, refusal: Refused) -> None:
    reasons = [viewer.explain(one) for one in refusal.reasons]
    frame.note(viewer.t("This campaign cannot be shown"), viewer.t("Look for it in the list."), reasons)
    if st.button(viewer.t("All campaigns"), key="all"):
        go("campaigns", viewer)
