"""What differs between two moments, as rows; instants are Unix milliseconds, lengths seconds."""

from typing import Literal

import msgspec

Kind = Literal["unknown", "new", "done", "ended", "breached", "restated", "merged"]
"""``unknown``: it had happened, and nobody had recorded it yet. ``new``: it came later. ``done``: a limit was kept, or
work done late. ``ended``: the ticket is closed. ``breached``: a limit ran out. ``restated``: what was told then is told
otherwise now. ``merged``: the customer called again, and no second ticket was opened."""


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One difference.

    Attributes:
        what: Code of a clock, or stored name of a fact.
        happened_at, recorded_at: Of the event behind it.
        late_s: Recorded so many seconds after it happened; of ``done`` and ``breached``, over the limit.
        by: Who recorded it.
        before, after: A due instant that moved, or the states of a clock.
    """

    kind: Kind
    what: str
    happened_at: int | None = None
    recorded_at: int | None = None
    late_s: int | None = None
    by: str = ""
    before: int | str | None = None
    after: int | str | None = None


class Standing(msgspec.Struct, frozen=True):
    """A moment of a comparison: the instant, and the last event known by then."""

    at: int
    position: int
