"""The time machine: a board as of any minute of any day, beside now or another moment, replayed and compared."""

from datetime import time
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from console.audit.address import to
from console.audit.asked import WATCHERS, Asked, asked_of
from console.audit.component import time_machine
from console.audit.frame import as_data, day_of, frame_of
from console.audit.route import PATH
from console.audit.sheet import TABS
from console.audit.told import Speaker
from console.audit.words import words
from console.exam.page import exam_html
from console.exam.running import EXAM_TEMPLATE
from console.exam.words import words as exam_words
from console.moments import AS_OF
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from console.views.as_of import no_moment
from domain.errors import Refused
from projections.campaigns.overview import CampaignRow, campaigns

MORNING = time(7, 30)
"""Where the replay of an exam that is over begins."""
EXAMS = 3


def draw(viewer: Viewer) -> None:
    """Mount the time machine at the moment that the address names, else an hour ago."""
    if not viewer.roles & WATCHERS:
        frame.not_yours(viewer)
        return
    speaker = Speaker(viewer.house, viewer.site, viewer.translator)
    try:
        asked = asked_of(st.query_params.to_dict(), viewer.house.views, viewer.zone)
        told = as_data(frame_of(speaker, asked))
    except Refused as refusal:
        no_moment(viewer, refusal)
        return
    time_machine(_data(viewer, speaker, asked, told), key="moment")


def _data(viewer: Viewer, speaker: Speaker, asked: Asked, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "words": words(viewer.word),
        "lang": viewer.translator.locale,
        "zone": viewer.zone.key,
        "site": viewer.site,
        "ask": PATH,
        "asked": st.query_params.get(AS_OF, ""),
        "now": int(viewer.now().timestamp() * 1000),
        "board": asked.board,
        "campaign": asked.campaign,
        "boards": _boards(viewer),
        "tabs": [
            {"name": viewer.t(name), "href": to(viewer, page)} for page, name in TABS if page != "moment"
        ],
        "axes": ["recorded", "happened"] if asked.board == "desk" else ["recorded"],
        "exam": {"words": exam_words(viewer.word), "skeleton": exam_html()}
        if asked.board == "exam"
        else None,
        "frame": told,
        "day": day_of(speaker, asked),
    }


def _boards(viewer: Viewer) -> list[dict[str, str]]:
    """The duty desk, and the exams that have been started, the latest first."""
    desk = {"code": "desk", "campaign": "", "name": viewer.t("Duty desk"), "href": _href(viewer)}
    try:
        rows = campaigns(viewer.house.views, site=viewer.site)
    except Refused:
        rows = []
    exams = [one for one in rows if one.template == EXAM_TEMPLATE and one.state != "draft"]
    latest = sorted(exams, key=lambda one: one.anchor, reverse=True)[:EXAMS]
    return [desk, *(_exam(viewer, one) for one in latest)]


def _exam(viewer: Viewer, row: CampaignRow) -> dict[str, str]:
    over = row.anchor < viewer.now().astimezone(viewer.zone).date()
    then = {AS_OF: f"{row.anchor.isoformat()}T{MORNING.isoformat()}"} if over else {}
    href = _href(viewer, board="exam", c=row.code, **then)
    return {"code": "exam", "campaign": row.code, "name": row.name, "href": href}


def _href(viewer: Viewer, **asked: str) -> str:
    return f"/moment?{urlencode({SITE_PARAMETER: viewer.site, **asked})}"
