"""All tickets of a site, open and closed: found by number, unit or place, page by page, as the address says."""

from datetime import UTC, datetime
from typing import Any, get_args

import streamlit as st

from console.moments import AS_OF
from console.ticketpage.component import part
from console.ticketpage.stamps import stamp
from console.ticketpage.trade import KINDS, STEPS
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from console.views.as_of import as_of_entry, asked_moment, no_moment, say_then
from domain.errors import Refused, Term
from projections.tickets.ledger import FoundTicket, State, TicketPage, tickets

SIZES = (50, 200, 500)
STATES: dict[State, Term] = {
    "open": Term("Open tickets"),
    "closed": Term("Ended tickets"),
    "any": Term("All tickets"),
}
EVERY_KIND = Term("Every kind")


def draw(viewer: Viewer) -> None:
    """Draw the filters, one page of what fits, and the way to the next."""
    try:
        as_of = asked_moment(viewer)
    except Refused as refusal:
        no_moment(viewer, refusal)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(viewer.t("Tickets"), anchor=False, width="content")
        as_of_entry(viewer)
    if as_of is not None:
        say_then(viewer, as_of)
    chosen: dict[str, Any] = {**_filters(viewer), "as_of": as_of}
    size, number = _size(), _number()
    found = tickets(viewer.house.views, site=viewer.site, limit=size, offset=(number - 1) * size, **chosen)
    last = max(1, -(-found.total // size))
    if number > last:
        st.query_params["page"] = str(last)
        st.rerun()
    if not found.total:
        _empty(viewer, chosen)
        return
    _turn(viewer, found, number, last)
    rows = {"rows": [_row(viewer, row) for row in found.rows]}
    pressed = part(viewer, "found", rows, key="found", past=as_of is not None)
    if gone := pressed.get("go"):
        then = {AS_OF: st.query_params[AS_OF]} if as_of is not None else {}
        frame.go("ticket", t=str(gone["ticket"]), **then, **{SITE_PARAMETER: viewer.site})


def _filters(viewer: Viewer) -> dict[str, Any]:
    """What is looked for; the address keeps it, so that it can be sent to somebody."""
    t, query = viewer.t, st.query_params
    states = list(get_args(State))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        part_ = st.text_input(
            t("Number, unit or place"),
            query.get("q", ""),
            key="q",
            max_chars=60,
            icon=":material/search:",
            width=320,
        )
        state = st.segmented_control(
            t("State"), states, default=_one_of(query.get("state", ""), states, "open"), key="state",
            format_func=lambda code: t(STATES[code]), required=True,
        )  # fmt: skip
        kinds = ["", *KINDS]
        kind = st.selectbox(
            t("Kind"), kinds, kinds.index(_one_of(query.get("kind", ""), kinds, "")), key="kind", width=180,
            format_func=lambda code: t(KINDS[code] if code else EVERY_KIND),
        )  # fmt: skip
    chosen = {"q": part_.strip(), "state": state if state != "open" else "", "kind": kind}
    if any(query.get(name, "") != value for name, value in chosen.items()):
        query.pop("page", None)
        for name, value in chosen.items():
            query[name] = value
            if not value:
                del query[name]
    return {"part": part_, "state": state, "kind": kind}


def _one_of(value: str, values: list[Any], otherwise: Any) -> Any:
    return value if value in values else otherwise


def _size() -> int:
    asked = st.query_params.get("size", "")
    return int(asked) if asked in {str(size) for size in SIZES} else SIZES[0]


def _number() -> int:
    asked = st.query_params.get("page", "1")
    return max(1, int(asked[:9])) if asked.isdigit() and asked.isascii() else 1


def _turn(viewer: Viewer, found: TicketPage, number: int, last: int) -> None:
    """How many there are, which of them are shown, and the pages beside."""
    t, size = viewer.t, _size()
    first = (number - 1) * size + 1
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = t(
            "{first} to {end} of {total}", first=first, end=first + len(found.rows) - 1, total=found.total
        )
        st.markdown(shown, width="content")
        st.button(
            t("Previous page"), key="previous", disabled=number == 1, on_click=_to_page, args=(number - 1,)
        )
        st.button(t("Next page"), key="next", disabled=number == last, on_click=_to_page, args=(number + 1,))
        st.selectbox(
            t("Rows a page"), SIZES, SIZES.index(size), key="size", label_visibility="collapsed", width=140,
            format_func=lambda rows: t("{rows} rows a page", rows=rows), on_change=_to_size,
        )  # fmt: skip


def _to_page(number: int) -> None:
    st.query_params["page"] = str(number)


def _to_size() -> None:
    st.query_params["size"] = str(st.session_state["size"])
    st.query_params.pop("page", None)


def _row(viewer: Viewer, row: FoundTicket) -> dict[str, Any]:
    t, speaks, now = viewer.t, viewer.translator, viewer.now()

    def moment(seconds: int | None) -> str:
        return "" if seconds is None else stamp(datetime.fromtimestamp(seconds, UTC), speaks, now)

    erased = t(Term("erased"))
    kind = t("from another ledger") if row.is_adopted else t(KINDS[row.kind])
    stage = t(STEPS[row.stage]) if row.stage in STEPS else t("Work begun")
    return {
        "number": row.number,
        "kind": kind,
        "place": row.unit or row.place,
        "matter": row.matter if row.matter is not None else ("" if row.is_adopted else erased),
        "stage": stage,
        "open": row.is_open,
        "reported": moment(row.reported_at),
        "ended": moment(row.ended_at),
        "with": speaks.listed([name or erased for name in row.with_whom]),
    }


def _empty(viewer: Viewer, chosen: dict[str, Any]) -> None:
    """An empty filter repeats the totals; an empty site says what comes next."""
    t, as_of = viewer.t, chosen["as_of"]
    everything = tickets(viewer.house.views, site=viewer.site, limit=1, as_of=as_of).total
    if not everything and as_of is not None:
        frame.note(t("No tickets at that time"), t("Choose a later moment, or go back to now."))
        return
    if not everything:
        frame.note(t("No tickets yet"), t("The next call starts one: press N on the duty desk."))
        return
    running = tickets(viewer.house.views, site=viewer.site, state="open", limit=1, as_of=as_of).total
    said = t("{total} tickets in all, {running} of them open.", total=everything, running=running)
    frame.note(t("No ticket fits"), said)
    st.button(t("Show all"), key="show_all", on_click=_show_all)


def _show_all() -> None:
    for name in ("q", "kind", "page"):
        st.query_params.pop(name, None)
    st.query_params["state"] = "any"
    st.session_state.update({"q": "", "kind": "", "state": "any"})
