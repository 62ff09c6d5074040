"""Searching events by any column and by words."""

import streamlit as st

from console.audit import filters, found
from console.audit.filters import Field, asked
from console.audit.sheet import heading
from console.audit.telling import STREAMS, THROUGH
from console.ticketpage.head import MAY_SEE_PHONES
from console.viewer import Viewer
from domain.roles import TERMS
from projections.audit.search import search

TEXTS = ("words", "who", "by", "doer", "stream", "fact", "command", "correlation")
NAMES = (
    *TEXTS, "kind", "role", "through", "apart", "late", "since", "until", "happened_since", "happened_until",
)  # fmt: skip


def draw(viewer: Viewer) -> None:
    """Draw the form, and one page of what fits."""
    t = viewer.t
    with st.container(border=True, key="audit-search"):
        filters.form(viewer, "search", _fields(viewer), t("Search"))
    kind = filters.chosen("kind", STREAMS)
    prefix = f"{kind}:" if kind and not asked("stream") else asked("stream")
    people = bool(viewer.roles & MAY_SEE_PHONES)
    result = search(
        viewer.house.views,
        site=viewer.site,
        words=asked("words"),
        people=people,
        who=filters.account(viewer, "who"),
        by=filters.account(viewer, "by"),
        doer=filters.account(viewer, "doer"),
        role=filters.chosen("role", {role.value: term for role, term in TERMS.items()}),
        fact=asked("fact"),
        stream=prefix,
        command=asked("command"),
        correlation=asked("correlation"),
        through=filters.chosen("through", THROUGH),
        apart=asked("apart") == "1",
        late_min=filters.number("late", 0) or None,
        since=filters.begins(viewer, "since"),
        until=filters.ends(viewer, "until"),
        happened_since=filters.begins(viewer, "happened_since"),
        happened_until=filters.ends(viewer, "happened_until"),
        before=filters.number("before", 0),
    )
    with st.container(border=True, key="audit-found"):
        heading(
            t("Events found"), "" if people else t("names and phone numbers are not searched for your role")
        )
        found.table(viewer, result, t("Nothing fits."))
        found.read_on(viewer, result, "search", found.address_of(*NAMES))


def _fields(viewer: Viewer) -> list[Field]:
    t = viewer.t
    any_ = ("", t("any"))
    roles = [any_, *((role.value, t(term)) for role, term in TERMS.items())]
    ways = [any_, *((code, t(term)) for code, term in THROUGH.items())]
    kinds = [any_, *((code, t(term)) for code, term in STREAMS.items())]
    return [
        Field("words", t("Words in what was written"), hint=t("for example: pump noise")),
        Field("who", t("Account, as doer or recorder")),
        Field("role", t("In the role"), "choice", choices=roles),
        Field("kind", t("Kind of stream"), "choice", choices=kinds),
        Field("stream", t("Stream begins with"), hint="ticket:s1:R2604"),
        Field("fact", t("Fact"), hint="ticket.reopened"),
        Field("command", t("Command")),
        Field("correlation", t("Thread begun by")),
        Field("through", t("Recorded"), "choice", choices=ways),
        Field("late", t("Recorded late, minutes at least"), "number"),
        *filters.period_fields(viewer),
        Field("happened_since", t("Happened from"), "date"),
        Field("happened_until", t("Happened up to"), "date"),
        Field("apart", t("written down by somebody else than who did it"), "yes"),
    ]
