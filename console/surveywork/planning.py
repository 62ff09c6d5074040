"""Planning a round: its kind, name, first day, the contract's satisfaction where one is asked for, and the campaign."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import uuid4

import msgspec
import streamlit as st

from console.plain import plain
from console.surveywork.address import SURVEY, go
from console.surveywork.asked import share_of
from console.surveywork.published import Kind, kinds
from console.viewer import Viewer
from console.views import frame
from domain.errors import Reason, Refused, Term, reason
from projections.campaigns.overview import ENDED, CampaignRow, campaigns

NAME, STARTS, KIND, TARGET = (
    Term("Its name"),
    Term("First day in the field"),
    Term("Kind of survey"),
    Term("Satisfaction in the contract, %"),
)


class Plan(msgspec.Struct, frozen=True):
    """What was filled in."""

    kind: Kind | None
    name: str
    starts: date | None
    target: str
    campaign: str


def draw(viewer: Viewer, taken: Collection[str], *, first: bool) -> None:
    """Draw the form; ``first`` shows it open, for a site without a round."""
    t, show = viewer.t, viewer.translator.show
    offered, running = kinds(viewer), _running(viewer)
    with st.expander(t("Plan a round"), expanded=first, icon=":material/add:"):
        form = st.form("plan survey", border=False, enter_to_submit=False)
        with form, st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(
                t(KIND), range(len(offered)), None, key="survey plan kind", placeholder=t("Choose one"),
                format_func=lambda place: show(offered[place].template.name), width=260,
            )  # fmt: skip
            name = st.text_input(t(NAME), key="survey plan name", max_chars=80, width=260)
            starts = st.date_input(t(STARTS), value=None, key="survey plan starts", width=180)
            target = st.text_input(t(TARGET), key="survey plan target", max_chars=8, width=200)
            campaign = st.selectbox(
                t("Campaign that prepares it"), [one.code for one in running], None, key="survey plan campaign",
                format_func={one.code: one.name for one in running}.__getitem__, placeholder=t("None"), width=260,
            )  # fmt: skip
            sent = st.form_submit_button(t("Plan it"), type="primary", key="survey plan send")
        wanting = [plain(show(one.template.name)) for one in offered if one.template.wants_target]
        st.caption(t("The satisfaction in the contract is asked for in: {kinds}.", kinds=wanting))
        if sent:
            kind = None if chosen is None else offered[chosen]
            refused = _plan(viewer, Plan(kind, name.strip(), starts, target, campaign or ""), taken)
            if refused is not None:
                frame.refused(viewer, t("The round is not planned"), refused)


def _running(viewer: Viewer) -> Sequence[CampaignRow]:
    rows = campaigns(viewer.house.views, site=viewer.site)
    return [one for one in rows if one.state not in ENDED]


def _plan(viewer: Viewer, plan: Plan, taken: Collection[str]) -> Refused | None:
    """Plan it and lead to its page; a kind that comes with the product is put on record first."""
    try:
        target = share_of(plan.target)
    except Refused as refusal:
        return Refused(*_missing(plan), *refusal.reasons)
    if plan.kind is None or plan.starts is None or not plan.name:
        return Refused(*_missing(plan))
    template = plan.kind.template
    code = free_code(template.code, plan.starts, taken)
    try:
        if plan.kind.is_fresh:
            content = msgspec.to_builtins(template)
            viewer.submit("survey.publish_template", uuid4().hex, template=content)
        viewer.submit(
            "survey.plan",
            uuid4().hex,
            survey=code,
            name=plan.name,
            template=template.code,
            starts=plan.starts.isoformat(),
            campaign=plan.campaign,
            target=msgspec.to_builtins(target),
        )
    except Refused as refusal:
        return refusal
    go(viewer, **{SURVEY: code})
    return None


def _missing(plan: Plan) -> list[Reason]:
    fields = ((KIND, plan.kind), (NAME, plan.name), (STARTS, plan.starts))
    return [
        reason("“{name}” is missing.", who=Term("you"), verb=Term("fill it in"), name=label)
        for label, value in fields
        if not value
    ]


def free_code(kind: str, starts: date, taken: Collection[str]) -> str:
    """A code that is not taken: ``central-survey-2026-11``, then ``central-survey-2026-11-2``."""
    stem = f"{kind.replace('_', '-')[:28]}-{starts:%Y-%m}"
    number = 1
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code
