"""What a list is narrowed to: a form that the browser sends, so that the address holds all of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from html import escape
from typing import Literal

import msgspec
import streamlit as st

from console.audit.address import PANEL
from console.moments import moment_of
from console.viewer import SITE_PARAMETER, Viewer
from domain.errors import Refused, Term, reason
from projections.members import members

Kind = Literal["text", "number", "date", "choice", "yes", "hidden"]
LONGEST = 200


class Field(msgspec.Struct, frozen=True):
    """One field.

    Attributes:
        name: Its name in the address.
        label: What it asks for.
        hint: What may be typed, shown while nothing is.
        choices: Code and word of each choice; the first is taken unless one is chosen.
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()


def form(viewer: Viewer, panel: str, fields: Sequence[Field], verb: str) -> None:
    """Draw the form of a list as its address has it."""
    hidden = {PANEL: panel, SITE_PARAMETER: viewer.site}
    kept = "".join(
        f'<input type=hidden name="{name}" value="{escape(value)}">' for name, value in hidden.items()
    )
    drawn = "".join(_field(one, asked(one.name)) for one in fields)
    st.html(
        f'<form class="audit-form" method="get" target="_self">{kept}{drawn}<button>{escape(verb)}</button></form>'
    )


def _field(one: Field, value: str) -> str:
    if one.kind == "hidden":
        return f'<input type="hidden" name="{one.name}" value="{escape(value) or one.hint}">'
    if one.kind == "yes":
        checked = " checked" if value == "1" else ""
        box = f'<input type="checkbox" name="{one.name}" value="1"{checked}>'
        return f'<label class="yes">{box}{escape(one.label)}</label>'
    if one.kind == "choice":
        options = "".join(
            f'<option value="{escape(code)}"{" selected" if code == value else ""}>{escape(word)}</option>'
            for code, word in one.choices
        )
        return f'<label>{escape(one.label)}<select name="{one.name}">{options}</select></label>'
    more = ' min="1" max="525600"' if one.kind == "number" else f' maxlength="{LONGEST}"'
    typed = f'placeholder="{escape(one.hint)}" value="{escape(value)}"'
    return f'<label>{escape(one.label)}<input type="{one.kind}" name="{one.name}" {typed}{more}></label>'


def asked(name: str) -> str:
    """What the address says of a field."""
    return st.query_params.get(name, "").strip()[:LONGEST]


def account(viewer: Viewer, name: str) -> str:
    """The account that a field names by itself or by somebody's name."""
    return account_of(viewer, asked(name))


def account_of(viewer: Viewer, typed: str) -> str:
    """Whose account it is, where exactly one person bears that name; else what was typed."""
    if not typed:
        return ""
    people = members(viewer.house.views)
    if any(one.account == typed for one in people):
        return typed
    named = [one.account for one in people if one.name.casefold() == typed.casefold()]
    return named[0] if len(named) == 1 else typed


def number(name: str, otherwise: int) -> int:
    """A whole number of the address."""
    typed = asked(name)
    return int(typed[:12]) if typed.isascii() and typed.isdigit() else otherwise


def chosen(name: str, choices: Mapping[str, object], otherwise: str = "") -> str:
    """A code of the address, if it is one of these."""
    return asked(name) if asked(name) in choices else otherwise


def begins(viewer: Viewer, name: str) -> datetime | None:
    """The start of the day that a field names, or the very instant.

    Raises:
        Refused: It is neither.
    """
    return _instant(viewer, name, time.min)


def ends(viewer: Viewer, name: str) -> datetime | None:
    """The end of the day that a field names, or the very instant; raises as :func:`begins`."""
    return _instant(viewer, name, time.max)


def _instant(viewer: Viewer, name: str, of_day: time) -> datetime | None:
    typed = asked(name)
    if not typed:
        return None
    try:
        return datetime.combine(date.fromisoformat(typed), of_day, viewer.zone)
    except ValueError:
        moment = moment_of(typed, viewer.zone)
    if isinstance(moment, datetime):
        return moment
    raise Refused(
        reason("“{asked}” is no day.", who=Term("you"), verb=Term("choose another one"), asked=typed)
    )


def period_fields(viewer: Viewer) -> list[Field]:
    """From which day and up to which something was recorded."""
    return [
        Field("since", viewer.t("Recorded from"), "date"),
        Field("until", viewer.t("Recorded up to"), "date"),
    ]
