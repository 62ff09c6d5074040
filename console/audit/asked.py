"""What an address of the time machine asks for: which board, at which moment, beside which other one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec

from console.moments import AS_OF, moment_of
from domain.errors import Refused, reason
from domain.facts import Recorded
from domain.roles import Role
from projections.asking.moments import Axis
from projections.asking.views import Views

T = TypeVar("T")
Board = Literal["desk", "exam"]
BOARDS: tuple[Board, ...] = ("desk", "exam")
AXES: tuple[Axis, ...] = ("recorded", "happened")
WATCHERS = frozenset(Role) - {Role.FINANCE}
"""Who may look at boards of the past: those who see them today, and the auditor."""
BOARD, CAMPAIGN, AXIS, BESIDE, WHOLE = "board", "c", "axis", "b", "whole"
LONGEST = 60
BACK: Final = timedelta(hours=1)
"""So long ago is the moment of an address that names none."""
EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Whatever an address asks for before it is told as of then."""


class Asked(msgspec.Struct, frozen=True):
    """One comparison.

    Attributes:
        at: The moment looked at.
        axis: By which time that moment is told; the other one always by recording.
        beside: The second moment; ``None`` for now.
        is_ahead: The address asks for a moment that has not come: ``at`` is now.
        whole_board: The board itself as it stood, instead of two beside each other.
    """

    board: Board
    campaign: str
    at: datetime
    axis: Axis
    beside: datetime | None
    is_ahead: bool
    whole_board: bool


def asked_of(query: Mapping[str, str], views: Views, zone: ZoneInfo) -> Asked:
    """Read an address.

    Raises:
        Refused: A moment is none, or there is no such board or axis.
    """
    now = views.clock()
    board, axis = _one_of(query.get(BOARD, ""), BOARDS), _one_of(query.get(AXIS, ""), AXES)
    at, beside = _instant(query.get(AS_OF, ""), views, zone), _instant(query.get(BESIDE, ""), views, zone)
    return Asked(
        board=board,
        campaign=query.get(CAMPAIGN, "")[:LONGEST],
        at=min(at, now) if at else (now - BACK).replace(second=0, microsecond=0),
        axis=axis if board == "desk" else "recorded",
        beside=beside if beside is not None and beside < now else None,
        is_ahead=at is not None and at > now,
        whole_board=board == "exam" and query.get(WHOLE) == "1",
    )


def _one_of(name: str, known: Sequence[T]) -> T:
    """What the address names, the first where it names nothing."""
    found = next((one for one in known if one == (name or known[0])), None)
    if found is None:
        raise Refused(reason("The time machine knows no “{name}”.", name=name[:LONGEST]))
    return found


def _instant(text: str, views: Views, zone: ZoneInfo) -> datetime | None:
    """An instant of an address; a position of the log is the instant at which it was recorded."""
    as_of = moment_of(text[:LONGEST], zone)
    if as_of is None:
        return None
    if isinstance(as_of, datetime):
        return max(as_of, EARLIEST)
    return views.instant(as_of) if as_of else _before_the_first(views)


def _before_the_first(views: Views) -> datetime:
    first = next((one for one in views.log.read(0, 1) if isinstance(one, Recorded)), None)
    stamp = first.recorded_at if first else None
    return stamp - timedelta(microseconds=1) if stamp else EARLIEST
