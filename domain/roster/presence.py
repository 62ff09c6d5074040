"""How somebody stands to a post on the day."""

from datetime import datetime
from enum import StrEnum

import msgspec

from domain.facts import TextRef


class Standing(StrEnum):
    """How somebody stands to a post; whoever nothing was told of is not in the list."""

    LATE = "late"
    ABSENT = "absent"
    SENT = "sent"
    HERE = "here"
    AWAY = "away"
    RELIEVED = "relieved"
    UNCONFIRMED = "unconfirmed"


class Stay(msgspec.Struct, frozen=True):
    """From an instant on at the post, up to another; ``ends`` is ``None`` while there."""

    begins: datetime
    ends: datetime | None = None


class Presence(msgspec.Struct, frozen=True):
    """One person at one post.

    Attributes:
        since: When this began.
        arrived_at: When they came; ``None`` before.
        by_code: They read the post's code.
        expected_at: When somebody late, or away for a while, is expected.
        words: Why: of the delay, the absence, the correction, or of being away.
        is_reserve: Sent to help.
        comes_from: Where the reserve was sent from.
        instead_of: Whose place it takes.
        corrections: How often the arrival was corrected.
        stays: When they were at the post, in order, as corrected.
    """

    standing: Standing
    since: datetime
    arrived_at: datetime | None = None
    by_code: bool = False
    expected_at: datetime | None = None
    words: TextRef | None = None
    is_reserve: bool = False
    comes_from: str = ""
    instead_of: str = ""
    corrections: int = 0
    stays: tuple[Stay, ...] = ()

    def begun(self, at: datetime) -> tuple[Stay, ...]:
        """The stays with one more from an instant on."""
        return (*self.stays, Stay(at))

    def ended(self, at: datetime) -> tuple[Stay, ...]:
        """The stays with the one that lasts ended."""
        return tuple(Stay(one.begins, one.ends or at) for one in self.stays)

    def corrected(self, arrived_at: datetime | None) -> tuple[Stay, ...]:
        """The stays with another arrival, or as before it where there was none."""
        before = tuple(one for one in self.stays if self.arrived_at is None or one.begins < self.arrived_at)
        since = self.stays[len(before) :]
        return (*before, Stay(arrived_at, since[0].ends), *since[1:]) if arrived_at and since else before
