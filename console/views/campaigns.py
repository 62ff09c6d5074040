"""All campaigns of the site: days left, what is late and due in seven days, blocked by whom; and a new one."""

import streamlit as st

from console.campaignpage import ledger, planning
from console.campaignpage.head import CODE, STATES, countdown, go
from console.campaignpage.ledger import Chip, Row, Section, Verb
from console.moments import AS_OF
from console.viewer import Viewer
from console.views import frame
from console.views.as_of import as_of_entry, asked_moment, no_moment, say_then
from domain.errors import Refused
from domain.operations.campaigns import PLAN
from domain.roles import TERMS
from projections.asking.moments import AsOf
from projections.campaigns.overview import ENDED, CampaignRow, campaigns


def draw(viewer: Viewer) -> None:
    """Draw the list, and the form for whoever may plan."""
    t = viewer.t
    try:
        as_of = asked_moment(viewer)
        rows = campaigns(viewer.house.views, site=viewer.site, as_of=as_of)
    except Refused as refusal:
        no_moment(viewer, refusal)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(t("Campaigns"), anchor=False, width="content")
        as_of_entry(viewer)
    if as_of is not None:
        _then(viewer, rows, as_of)
        return
    may_plan = bool(viewer.roles & set(PLAN))
    if not rows:
        said = t("Choose a template and a day below; everything else follows from them.")
        frame.note(
            t("No campaign yet"), said if may_plan else t("The campaign coordinator plans the first one.")
        )
    if may_plan:
        planning.draw(viewer, rows, first=not rows)
    else:
        st.caption(
            ":material/lock: "
            + t(
                "You may read this list. Campaigns are planned by: {roles}.",
                roles=[TERMS[one] for one in PLAN],
            )
        )
    if rows:
        _list(viewer, rows)


def _then(viewer: Viewer, rows: list[CampaignRow], as_of: AsOf) -> None:
    """The list as it stood, on which nothing is planned."""
    say_then(viewer, as_of)
    if rows:
        _list(viewer, rows, past=True)
    else:
        frame.note(
            viewer.t("No campaign at that time"), viewer.t("Choose a later moment, or go back to now.")
        )


def _list(viewer: Viewer, rows: list[CampaignRow], *, past: bool = False) -> None:
    t = viewer.t
    running = tuple(_row(viewer, one) for one in rows if one.state not in ENDED)
    ended = tuple(_row(viewer, one) for one in rows if one.state in ENDED)
    sections = [
        Section("open", t("Planned and running"), running, str(len(running)), t("Nothing is planned.")),
        *([Section("ended", t("Ended"), ended, str(len(ended)), folded=True)] if ended else []),
    ]
    pressed = ledger.draw(viewer, sections, key=f"campaigns:{viewer.site}", past=past)
    if pressed:
        then = {AS_OF: st.query_params[AS_OF]} if past else {}
        go("campaign", viewer, **{CODE: str(pressed["key"]).partition(":")[2]}, **then)


def _row(viewer: Viewer, row: CampaignRow) -> Row:
    t, speak = viewer.t, viewer.translator
    ended = row.state in ENDED
    days = (row.last_day - row.anchor).days + 1
    when = t(STATES[row.state]) if ended else countdown(viewer, row.days_to_go, days)
    about = [
        when,
        speak.show(row.kind),
        speak.day(row.anchor),
        t("{done} of {all} tasks done", done=row.done, all=row.tasks),
    ]
    if row.in_progress and not ended:
        about.append(speak.plural("{count} in progress", "{count} in progress", row.in_progress))
    if not ended:
        about.append(t(STATES[row.state]))
    lines = [" · ".join(about)]
    if row.blocked_by:
        holders = [f"{one.person or speak.show(one.group)} {one.tasks}" for one in row.blocked_by]
        lines.append(t("held up by {people}", people=holders))
    if row.near:
        first = row.near[0]
        count = speak.plural("{count} due in seven days", "{count} due in seven days", len(row.near))
        lines.append(t("{count}, next: {task}", count=count, task=first.name))
    lacking = []
    if row.missing_facts and not ended:
        lacking.append(speak.plural("{count} fact missing", "{count} facts missing", row.missing_facts))
    if row.short and not ended:
        lacking.append(speak.plural("{count} material short", "{count} materials short", row.short))
    if lacking:
        lines.append(" · ".join(lacking))
    verb = Verb("open", t("Open"), "open", main=True)
    return Row(f"campaign:{row.code}", row.name, tuple(lines), _chip(viewer, row), _tone(row), (verb,))


def _tone(row: CampaignRow) -> str:
    if row.state in ENDED:
        return "over"
    return "red" if row.late else ""


def _chip(viewer: Viewer, row: CampaignRow) -> Chip | None:
    if row.late:
        return Chip("red", viewer.translator.plural("{count} late", "{count} late", len(row.late)), "red")
    return None if row.state in ENDED else Chip("met", viewer.t("nothing late"), "done")
