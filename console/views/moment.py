"""The time machine: a board as of any minute of any day, beside now or another moment, replayed and compared."""

from typing import Any

import streamlit as st

from console.audit.asked import WATCHERS, asked_of
from console.audit.component import time_machine
from console.audit.frame import as_data, day_of, frame_of
from console.audit.route import PATH
from console.audit.told import Speaker
from console.audit.words import words
from console.moments import AS_OF
from console.viewer import Viewer
from console.views import frame
from console.views.as_of import no_moment
from domain.errors import Refused


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
    time_machine(_data(viewer, speaker, told, day_of(speaker, asked.at)), key="moment")


def _data(viewer: Viewer, speaker: Speaker, told: dict[str, Any], day: dict[str, Any]) -> dict[str, Any]:
    return {
        "words": words(viewer.word),
        "lang": viewer.translator.locale,
        "zone": viewer.zone.key,
        "site": viewer.site,
        "ask": PATH,
        "asked": st.query_params.get(AS_OF, ""),
        "now": int(viewer.now().timestamp() * 1000),
        "board": "desk",
        "boards": [{"code": "desk", "name": viewer.t("Duty desk"), "href": f"/moment?site={viewer.site}"}],
        "axes": ["recorded", "happened"],
        "frame": told,
        "day": day,
    }
