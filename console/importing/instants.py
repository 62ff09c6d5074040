"""When a line of a ledger says that it happened."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from console.tabular import Cell
from domain.errors import Refused, Term, reason

FORMATS = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M:%S", "%Y年%m月%d日 %H:%M")
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)


def instant(cell: Cell, heading: str, formats: Sequence[str], zone: ZoneInfo | None) -> datetime:
    """The aware instant in a cell, with the offset it was written in.

    Args:
        formats: ``strptime`` formats to try before ISO 8601 and the usual ones.
        zone: Where a time without an offset belongs.

    Raises:
        Refused: No time, a day without a time, no zone, a local time that the clocks skipped or showed twice,
            or a time before 1970.
    """
    found = cell if isinstance(cell, datetime) else _parsed(str(cell).strip(), heading, formats)
    if found.tzinfo is None:
        found = _in_zone(found, heading, zone)
    try:
        too_early = found < EARLIEST
    except OverflowError:
        too_early = True
    if too_early:
        raise Refused(reason("{heading} lies before 1970: {value}.", heading=heading, value=str(cell)))
    return found


def _parsed(text: str, heading: str, formats: Sequence[str]) -> datetime:
    for pattern in formats:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is judged next
        except ValueError:
            continue
    if not _is_day(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass
        for pattern in FORMATS:
            try:
                return datetime.strptime(text, pattern)  # noqa: DTZ007 - the same
            except ValueError:
                continue
    raise Refused(
        reason(
            "{heading} is no day and time: {value}.",
            who=Term("you"),
            verb=Term("name the format in the map"),
            heading=heading,
            value=text,
        )
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _in_zone(local: datetime, heading: str, zone: ZoneInfo | None) -> datetime:
    if zone is None:
        raise Refused(
            reason(
                "{heading} does not say in which time zone: {value}.",
                who=Term("you"),
                verb=Term("name the zone in the map"),
                heading=heading,
                value=str(local),
            )
        )
    first, second = local.replace(tzinfo=zone, fold=0), local.replace(tzinfo=zone, fold=1)
    if first.utcoffset() != second.utcoffset():
        raise Refused(
            reason(
                "{heading}: when the clocks changed, {value} came twice or never.",
                who=Term("you"),
                verb=Term("write the time with its offset, as 02:30+02:00"),
                heading=heading,
                value=str(local),
            )
        )
    return first


def is_future(at: datetime, now: datetime) -> bool:
    """Whether a line says more than has happened; the seconds of ``now`` itself have."""
    return at - now >= timedelta(seconds=1)
