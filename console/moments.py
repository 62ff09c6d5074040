"""The past moment that an address asks for."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.errors import Refused, reason
from projections.asking.moments import AsOf

AS_OF: Final = "as_of"
"""The parameter of pages, papers and ``steward ask``."""
_EXAMPLE = "2026-06-07T07:10:00+08:00"


def moment_of(text: str, zone: ZoneInfo) -> AsOf:
    """A position of the log, or an instant; one without a zone is the site's. ``None``, now, for an empty text.

    Raises:
        Refused: It is no moment.
    """
    if not text:
        return None
    if text.isdigit() and text.isascii():
        return int(text[:18])
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))
        at = at if at.tzinfo else at.replace(tzinfo=zone)
        at.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError) as error:
        raise Refused(
            reason("“{asked}” is no moment: write it like {example}.", asked=text, example=_EXAMPLE)
        ) from error
    return at
