"""What is typed faster than a page is drawn: entries wait in the browser until the door has answered each.

An entry brings its command's id along, so that one that is sent twice is recorded once.
"""

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any

import msgspec
import streamlit as st

from console.viewer import Viewer, viewer_of
from domain.errors import Reason, Refused
from domain.log import StoreUnavailable

KEPT = 200
Entry = Mapping[str, Any]
Carry = Callable[[Viewer, Entry], str]
"""Records an entry and says what was recorded; raises :class:`Refused`."""


class Verdict(msgspec.Struct, frozen=True):
    """What became of an entry.

    Attributes:
        said: What was recorded, or which forms it was about.
        reasons: Why it was not recorded; empty where it was.
        given: What was typed, to be corrected.
    """

    id: str
    said: str
    reasons: list[str]
    given: dict[str, Any]


class Pile:
    """What became of the entries of one pile, the last one first.

    A run of the page that is overtaken by the next goes on beside it until it draws: one at a time takes entries.
    """

    def __init__(self) -> None:
        self.told: list[Verdict] = []
        self.turn = Lock()


def pile(name: str) -> Pile:
    """The pile of the part of that key, as this tab has it."""
    return st.session_state.setdefault(f"said:{name}", Pile())


def verdicts(name: str) -> list[Verdict]:
    """What became of its entries so far."""
    return [*pile(name).told]


def taker(viewer: Viewer, name: str, carry: Carry) -> Callable[[], None]:
    """Takes what waits in the part of that key as soon as it arrives, whichever panel is drawn next."""

    def arrived() -> None:
        now = viewer_of(viewer.house)
        if now is None or now.account != viewer.account or now.site != viewer.site:
            return
        kept: Any = st.session_state.get(name)
        take(now, getattr(kept, "pending", None) or (), pile(name), carry)

    return arrived


def take(viewer: Viewer, entries: Sequence[Entry], pile: Pile, carry: Carry) -> None:
    """Carry out each entry that has no verdict yet, in its order, and put its verdict first.

    While the store is away nothing gets a verdict: the entries wait.
    """
    with pile.turn:
        _take(viewer, entries, pile.told, carry)


def _take(viewer: Viewer, entries: Sequence[Entry], told: list[Verdict], carry: Carry) -> None:
    known = {one.id for one in told}
    for entry in entries:
        key = str(entry.get("id", ""))
        if key in known:
            continue
        try:
            said, reasons = carry(viewer, entry), []
        except StoreUnavailable:
            return
        except Refused as refusal:
            said, reasons = (
                str(entry.get("numbers") or entry.get("number") or ""),
                _explained(viewer, refusal.reasons),
            )
        told.insert(0, Verdict(key, said, reasons, dict(entry) if reasons else {}))
    del told[KEPT:]


def _explained(viewer: Viewer, reasons: Sequence[Reason]) -> list[str]:
    return [viewer.explain(one) for one in reasons]
