"""What the access store answers with: accounts, sessions, and lines of its log."""

from dataclasses import dataclass
from datetime import UTC, datetime

IDLE_S = 12 * 3600
ABSOLUTE_S = 7 * 86400


@dataclass(frozen=True)
class Account:
    """One account: whether a password opens it, and since when it is disabled (``None``: it is not)."""

    account: str
    has_password: bool
    disabled_at: datetime | None


@dataclass(frozen=True)
class Session:
    """One sign-in that is valid now.

    Attributes:
        id: Public id, for lists and revocation; it opens nothing.
        account: Who is signed in.
        opened_at: Aware UTC instant of the sign-in.
        seen_at: Aware UTC instant of the last use, to the minute.
        address: Network address of the sign-in.
        agent: What the browser called itself.
    """

    id: str
    account: str
    opened_at: datetime
    seen_at: datetime
    address: str
    agent: str

    @property
    def ends_at(self) -> datetime:
        """Aware UTC instant from which it is not valid any more, if it is not used again."""
        ends = min(self.seen_at.timestamp() + IDLE_S, self.opened_at.timestamp() + ABSOLUTE_S)
        return datetime.fromtimestamp(ends, UTC)


@dataclass(frozen=True)
class Entry:
    """One line of the access log.

    Attributes:
        at: Aware UTC instant.
        what: ``tried``, ``password_right``, ``password_wrong``, ``turned_away``, ``signed_in``, ``revoked``,
            ``password_set``, ``disabled`` or ``enabled``.
        account: The account; what was typed without being one is shown as ``?`` and a keyed digest.
        address: Network address, empty on the command line.
        agent: What the browser called itself.
    """

    at: datetime
    what: str
    account: str
    address: str
    agent: str


def instant(seconds: int) -> datetime:
    """The aware UTC instant of Unix seconds."""
    return datetime.fromtimestamp(seconds, UTC)
