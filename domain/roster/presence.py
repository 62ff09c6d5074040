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
