"""What an evidence pack is asked for, and what whoever asks may see."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from console.moments import moment_of
from domain.errors import Refused, reason
from domain.roles import Role

MAKES_PACKS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.PROPERTY_HEAD})
SEES_PEOPLE = frozenset({Role.ADMINISTRATOR, Role.PROPERTY_HEAD})
"""An entry of the register is sealed as a whole, so whoever may not see telephone numbers gets none of it."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request: a case, or a period.

    Attributes:
        case: Stream of the case; empty for a period.
        since: Begin of a period, aware; ``None`` from the beginning.
        until: Its end, aware and excluded; ``None`` up to now.
        site: Code of the site of a period; empty for the whole company.
        texts: Whether free texts are shown with their salts.
        people: Whether persons are.
        by: Account that asks.
        through: ``console``, where it signed in, or ``command line``, where nobody checked.
    """

    case: str = ""
    since: datetime | None = None
    until: datetime | None = None
    site: str = ""
    texts: bool = True
    people: bool = True
    by: str = ""
    through: str = "command line"

    @property
    def personal(self) -> str:
        """How much of the register is shown, in one word of the manifest."""
        return "all" if self.people and self.texts else "texts" if self.texts else "none"


def shown_to(roles: Collection[Role], *, personal: bool) -> tuple[bool, bool]:
    """Whether texts, and whether persons are shown to somebody in these roles who asks for them or not."""
    return personal, personal and bool(SEES_PEOPLE.intersection(roles))


def period(since: str, until: str, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Begin and end of a period, each as :func:`end_of_period` reads it.

    Raises:
        Refused: One of them is none, or it ends before it begins.
    """
    begins, ends = end_of_period(since, zone), end_of_period(until, zone)
    if begins is not None and ends is not None and ends <= begins:
        raise Refused(reason("The period ends before it begins."))
    return begins, ends


def end_of_period(text: str, zone: ZoneInfo) -> datetime | None:
    """An instant, or the beginning of a day in the site's zone; ``None`` where nothing is named.

    Raises:
        Refused: It is none.
    """
    found = moment_of(text, zone)
    if isinstance(found, int):
        raise Refused(reason("A period has a day or an instant at its ends, not a number of the log."))
    return found
