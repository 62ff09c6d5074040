"""A drawn sample: anybody who knows seed, period and position draws the same tickets again."""

import secrets
from datetime import UTC, datetime

import streamlit as st

from console.audit import filters
from console.audit.address import case
from console.audit.filters import Field, asked
from console.audit.sheet import empty, heading
from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.moments import AS_OF, moment_of
from console.ticketpage.stamps import stamp
from console.ticketpage.trade import KINDS
from console.viewer import Viewer
from console.views import frame
from projections.audit.sample import Drawn, Sample, sample

USUAL, MOST = 20, 200
SEED_BYTES = 8


def draw(viewer: Viewer) -> None:
    """Draw the form, and the sample once there is a seed."""
    t = viewer.t
    with st.container(border=True, key="audit-sample-form"):
        filters.form(viewer, "sample", _fields(viewer), t("Draw a sample"))
    if asked("draw") and not asked("seed"):
        st.query_params["seed"] = secrets.token_hex(SEED_BYTES)
        st.query_params[AS_OF] = str(viewer.house.log.head())
        st.rerun()
    if not asked("seed"):
        empty(
            t("No sample yet."),
            t("Leave the seed empty for a new one; a known one draws the same tickets again."),
        )
        return
    as_of = moment_of(asked(AS_OF), viewer.zone)
    found = sample(
        viewer.house.views,
        site=viewer.site,
        seed=asked("seed")[:64],
        size=min(max(filters.number("size", USUAL), 1), MOST),
        kind=filters.chosen("kind", KINDS),
        since=filters.begins(viewer, "since"),
        until=filters.ends(viewer, "until"),
        as_of=as_of,
    )
    if as_of is not None:
        frame.then(t("Drawn from what was known at event {position}", position=f"{found.position:,}"))
    with st.container(border=True, key="audit-sample"):
        _shown(viewer, found)


def _fields(viewer: Viewer) -> list[Field]:
    t = viewer.t
    kinds = [("", t("Every kind")), *((code, t(term)) for code, term in KINDS.items())]
    return [
        Field("size", t("How many"), "number", hint=str(USUAL)),
        Field("kind", t("Kind"), "choice", choices=kinds),
        Field("since", t("Reported from"), "date"),
        Field("until", t("Reported up to"), "date"),
        Field("seed", t("Seed"), hint=t("empty: a new one")),
        Field("draw", "", "hidden", hint="1"),
    ]


def _shown(viewer: Viewer, found: Sample) -> None:
    t = viewer.t
    heading(
        t("{n} of {of} tickets drawn", n=len(found.rows), of=f"{found.population:,}"),
        t("seed {seed}, as of event {position}", seed=asked("seed"), position=f"{found.position:,}"),
    )
    if not found.rows:
        empty(t("There was nothing to draw from."), t("A longer period or another kind has tickets."))
        return
    headings = (
        t("Ticket"),
        t("Kind"),
        t("Where"),
        t("Matter"),
        t("Reported"),
        t("State"),
        t("Place in the draw"),
    )
    tables.table(headings, [_row(viewer, one) for one in found.rows])
    proof = t(
        "The place of each is the SHA-256 of “{seed}|number”, the lowest first; anybody can check it.",
        seed=asked("seed"),
    )
    st.caption(proof)


def _row(viewer: Viewer, one: Drawn) -> list[Cell]:
    t = viewer.t
    reported = datetime.fromtimestamp(one.reported_at, UTC)
    return [
        Link(one.number, case(viewer, f"ticket:{viewer.site}:{one.number}")),
        t(KINDS[one.kind]) if one.kind in KINDS else one.kind,
        one.unit,
        t("erased") if one.matter is None else one.matter,
        stamp(reported, viewer.translator, viewer.now()),
        t("open") if one.is_open else t("ended"),
        one.rank,
    ]
