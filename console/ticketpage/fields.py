"""The questions of a form as native widgets; what was typed stays when a command is refused."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
import streamlit as st

from console.ticketpage.entry import cents, instant
from console.ticketpage.people import WORKS_ON_TICKETS, Colleague, holding
from console.ticketpage.probes import quoted_cents
from console.ticketpage.questions import Question
from console.viewer import Viewer
from domain.errors import Reason, Term, reason
from domain.roles import Role
from domain.tariff import Item
from domain.tickets.ticket import Ticket

OPEN = object()
"""A question that was left open."""


class Filling(msgspec.Struct, frozen=True):
    """What a form is filled in for.

    Attributes:
        key: Begins the key of each of its widgets.
        item: What the tariff calls the trouble; ``None`` where it stands in none.
    """

    viewer: Viewer
    ticket: Ticket
    key: str
    people: Sequence[Colleague]
    item: Item | None

    def key_of(self, name: str) -> str:
        return f"{self.key}:{name}"

    def names(self) -> dict[str, str]:
        return {one.account: one.name or self.viewer.t(Term("erased")) for one in self.people}


def draw(question: Question, filling: Filling) -> Any:
    """Draw one question; its answer as the command takes it, :data:`OPEN` while there is none, or a reason."""
    return _DRAWN[question.kind](question, filling)


def unanswered(question: Question, filling: Filling) -> Reason:
    """What to say of a question that must be answered."""
    said = filling.viewer.t(question.says)
    return reason("“{question}” is not answered yet.", who=Term("you"), verb=Term("answer it"), question=said)


def _label(question: Question, filling: Filling) -> str:
    said = filling.viewer.t(question.says)
    return said + filling.viewer.t(" (may stay empty)") if question.optional else said


def _hint(question: Question, filling: Filling) -> str | None:
    return filling.viewer.t(question.hint) if question.hint else None


def _text(question: Question, filling: Filling) -> Any:
    said = st.text_area(
        _label(question, filling), key=filling.key_of(question.name), height=68, max_chars=4000
    )
    return said.strip() or OPEN


def _line(question: Question, filling: Filling) -> Any:
    said = st.text_input(
        _label(question, filling),
        key=filling.key_of(question.name),
        help=_hint(question, filling),
        max_chars=40,
    )
    return said.strip() or OPEN


def _yes_no(question: Question, filling: Filling) -> Any:
    words = {True: filling.viewer.t("Yes"), False: filling.viewer.t("No")}
    label, key = _label(question, filling), filling.key_of(question.name)
    said = st.radio(label, list(words), index=None, key=key, horizontal=True, format_func=words.__getitem__)
    return OPEN if said is None else said


def _choice(question: Question, filling: Filling) -> Any:
    words = {code: filling.viewer.t(term) for code, term in question.choices.items()}
    label, key = _label(question, filling), filling.key_of(question.name)
    said = st.radio(label, list(words), index=None, key=key, horizontal=True, format_func=words.__getitem__)
    return OPEN if said is None else said


def _yuan(question: Question, filling: Filling) -> Any:
    first = question.first(filling.ticket) if question.first else 0
    if not first and filling.item is not None and question.name == "price_cents":
        first = filling.item.price_cents
    said = st.number_input(
        _label(question, filling),
        min_value=0.0,
        max_value=1_000_000.0,
        value=first / 100 if first else None,
        step=1.0,
        format="%.2f",
        key=filling.key_of(question.name),
        help=_hint(question, filling),
    )
    return OPEN if said is None else cents(said)


def _number(question: Question, filling: Filling) -> Any:
    said = st.number_input(
        _label(question, filling),
        min_value=0,
        max_value=1440,
        value=None,
        step=5,
        key=filling.key_of(question.name),
    )
    return OPEN if said is None else int(said)


def _ticks(question: Question, filling: Filling) -> Any:
    st.markdown(_label(question, filling))
    with st.container(horizontal=True, gap="medium"):
        return [
            code
            for code, term in question.choices.items()
            if st.checkbox(
                filling.viewer.t(term), key=filling.key_of(f"{question.name}:{code}"), width="content"
            )
        ]


def _copies(question: Question, filling: Filling) -> Any:
    t = filling.viewer.t
    st.markdown(t(question.says), help=_hint(question, filling))
    with st.container(horizontal=True, gap="medium"):
        return [
            copy
            for copy in filling.ticket.returning_copies
            if st.checkbox(
                t("Copy {number}", number=copy), key=filling.key_of(f"copy:{copy}"), width="content"
            )
        ]


def _technicians(question: Question, filling: Filling) -> Any:
    return _chosen(question, filling, holding(filling.people, [Role.TECHNICIAN]))


def _people(question: Question, filling: Filling) -> Any:
    return _chosen(question, filling, holding(filling.people, WORKS_ON_TICKETS))


def _chosen(question: Question, filling: Filling, offered: Sequence[Colleague]) -> Any:
    names, label = filling.names(), _label(question, filling)
    accounts, key = [one.account for one in offered], filling.key_of(question.name)
    empty = filling.viewer.t("Choose by name")
    said = st.multiselect(
        label, accounts, key=key, format_func=names.__getitem__, placeholder=empty, select_all=False
    )
    return said or OPEN


def _month(question: Question, filling: Filling) -> Any:
    today = filling.viewer.now().astimezone(filling.viewer.zone).date()
    first = today.replace(day=1)
    months = [f"{_shifted(first, by):%Y-%m}" for by in (-1, 0, 1, 2)]
    return st.selectbox(_label(question, filling), months, index=1, key=filling.key_of(question.name))


def _shifted(first: date, by: int) -> date:
    whole = first.year * 12 + first.month - 1 + by
    return date(whole // 12, whole % 12 + 1, 1)


def _booking(question: Question, filling: Filling) -> Any:
    t, now = filling.viewer.t, filling.viewer.now().astimezone(filling.viewer.zone)
    words = {False: t("as soon as possible"), True: t("at the time below")}
    label, key = _label(question, filling), filling.key_of(question.name)
    booked = st.radio(label, list(words), index=None, key=key, horizontal=True, format_func=words.__getitem__)
    with st.container(horizontal=True):
        day = st.date_input(t("Day"), now.date(), key=filling.key_of("booked_day"), width=180)
        typed = st.text_input(
            t("Time"), f"{now + timedelta(hours=2):%H}:00", key=filling.key_of("booked_at"), width=140
        )
    if booked is None:
        return OPEN
    if not booked:
        return None
    at = instant(day, typed, filling.viewer.zone)
    return no_time(typed) if at is None else at.isoformat()


def no_time(typed: str) -> Reason:
    """What to say of something that is no time of day."""
    return reason(
        "“{typed}” is not a time of day.",
        who=Term("you"),
        verb=Term("write it like 09:32 or 09:32:40"),
        typed=typed,
    )


def _charges(question: Question, filling: Filling) -> Any:
    """Lines of work and material: name, how many, price of one in yuan (REP-08)."""
    t, count = filling.viewer.t, st.session_state.setdefault(filling.key_of("lines"), 1)
    st.markdown(t(question.says))
    lines = [_charge(filling, place) for place in range(count)]
    st.form_submit_button(
        t("One more line"), key=filling.key_of("more"), on_click=_one_more, args=(filling.key_of("lines"),)
    )
    half = next((line for line in lines if isinstance(line, Reason)), None)
    return half or [line for line in lines if line is not None]


def _charge(filling: Filling, place: int) -> dict[str, Any] | Reason | None:
    """One line; nothing where it is empty, what is missing where it is half filled."""
    t, item = filling.viewer.t, filling.item if place == 0 else None
    english = filling.viewer.translator.language == "en"
    first = (item.name_en if english and item.name_en else item.name) if item else ""
    price = (quoted_cents(filling.ticket) if place == 0 else 0) or (item.price_cents if item else 0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(t("Work or material"), first, key=filling.key_of(f"name:{place}"), max_chars=80)
        number = st.number_input(
            t("Quantity"), 1, 1000, 1, key=filling.key_of(f"quantity:{place}"), width=130
        )
        yuan = st.number_input(
            t("Unit price (CNY)"), 0.0, 1_000_000.0, price / 100 if price else None, 1.0, "%.2f",
            key=filling.key_of(f"price:{place}"), width=150,
        )  # fmt: skip
    if not name.strip() and yuan is None:
        return None
    if not name.strip():
        return reason(
            "Line {line} of the charges has a price and does not say what for.",
            who=Term("you"), verb=Term("name the work or material"), line=place + 1,
        )  # fmt: skip
    if yuan is None:
        return reason(
            "Line {line} of the charges has no unit price.",
            who=Term("you"), verb=Term("enter the price"), line=place + 1,
        )  # fmt: skip
    return {"name": name.strip(), "quantity": int(number), "price_cents": cents(yuan)}


def _one_more(key: str) -> None:
    st.session_state[key] += 1


_DRAWN: dict[str, Callable[[Question, Filling], Any]] = {
    "text": _text,
    "line": _line,
    "yes_no": _yes_no,
    "yuan": _yuan,
    "number": _number,
    "choice": _choice,
    "ticks": _ticks,
    "copies": _copies,
    "technicians": _technicians,
    "people": _people,
    "month": _month,
    "booking": _booking,
    "charges": _charges,
}
